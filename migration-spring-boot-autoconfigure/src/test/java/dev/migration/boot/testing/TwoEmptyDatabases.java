// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.testing;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

/** The base of tests that start with {@link TwoDatabases}. */
@PostgresTest
public abstract class TwoEmptyDatabases {

    @TempDir
    protected Path folder;

    protected TwoDatabases two;
    protected PostgresDatabase orders;
    protected PostgresDatabase reports;

    @BeforeEach
    final void resetDatabases(PostgresDatabase postgres) throws IOException {
        two = TwoDatabases.empty(postgres, folder);
        orders = two.orders();
        reports = two.reports();
    }
}
