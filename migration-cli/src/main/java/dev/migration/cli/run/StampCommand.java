// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.Migrator;
import dev.migration.StampRequest;
import dev.migration.plan.Plan;
import dev.migration.result.MigrationResult;

/** Records revisions as applied without running them. */
@Command(
        name = "stamp",
        description = "Records that the database is at a target. Runs nothing.",
        footer = {
            "",
            "Examples:",
            "  stamp heads                                all revisions are applied already",
            "  stamp --purge abc123                       replaces what is recorded now",
            "  stamp abc123 --tag 'restored from backup'  with the reason in the history"
        })
public final class StampCommand extends OfflineCommand {

    @Parameters(
            arity = "1..*",
            paramLabel = "TARGET",
            description = "Where the database is; several targets are one set.")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--purge", description = "Deletes the recorded revisions first.")
    private boolean purge;

    @Option(names = "--tag", paramLabel = "TEXT", description = "A note for the history.")
    private Optional<String> tag = Optional.empty();

    @Override
    MigrationResult execute(Migrator migrator) {
        return migrator.stamp(request());
    }

    @Override
    Plan writeSql(Appendable sql) {
        return invocation().revisions().stampSql(request(), sql);
    }

    @Override
    Plan writePlainSql(Appendable sql) {
        return invocation().revisions().plainStampSql(request(), sql);
    }

    private StampRequest request() {
        return new StampRequest(targets, purge, tag);
    }
}
