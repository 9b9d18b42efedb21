// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.SQLException;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import dev.migration.lint.check.Baseline;
import dev.migration.lint.check.RuleBook;
import dev.migration.lint.check.TableSizes;
import dev.migration.lint.run.LintOptions;
import dev.migration.schema.scratch.ScratchServer;

import static org.assertj.core.api.Assumptions.assumeThat;

/** Lints on scratch databases of the server of the tests. */
@ResourceLock(value = "scratch databases", mode = ResourceAccessMode.READ)
abstract class LintTestBase extends MigratorTestBase {

    static final LintOptions OPTIONS = new LintOptions(new RuleBook(Map.of()), TableSizes.UNKNOWN, Baseline.EMPTY);

    ScratchServer server;

    @BeforeEach
    void open() throws SQLException {
        assumeThat(Integer.parseInt(database.serverVersion().split("\\D")[0]))
                .as("PostgreSQL 14 counts scans of the transaction before, and has no ALTER TABLE … SET ACCESS METHOD")
                .isGreaterThanOrEqualTo(15);
        server = ScratchServer.open(database.dataSource(), this::named);
    }

    @AfterEach
    void close() throws SQLException {
        if (server != null) {
            server.close();
        }
    }
}
