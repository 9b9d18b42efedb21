// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.development;

import java.time.Duration;
import java.util.List;

import picocli.CommandLine.Command;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.cli.output.Report;
import dev.migration.cli.setting.UsageException;
import dev.migration.execution.refusal.IrreversibleRevisionException;
import dev.migration.revision.Revision;

/** Reverts the last applied revision, and applies it again as its script is now. */
@Command(
        name = "redo",
        description = "Reverts the last applied revision and applies it again, as its script is now.",
        footer = {
            "",
            "What is reverted is what was applied, also if the script was edited since. If the script fails, the revision",
            "stays reverted: correct the script and type 'upgrade'. The command is refused in production."
        })
public final class RedoCommand extends DevelopmentCommand {

    /** Called by reflection. */
    public RedoCommand() {
        super("redo");
    }

    @Override
    Report execute() {
        Migrator migrator = createMigrator();
        MigrationStatus status = migrator.reader().status();
        Revision last = last(migrator, status);
        Reapplication plans = Reapplication.of(migrator, status, List.of(last.id()), Reapplication.to(last));
        if (!invocation().options().json()) {
            plans.lines().forEach(invocation().console()::line);
        }
        return run(migrator, plans, last);
    }

    private static Report run(Migrator migrator, Reapplication plans, Revision last) {
        long start = System.nanoTime();
        try {
            plans.run(migrator, Reapplication.to(last));
        } catch (IrreversibleRevisionException refused) {
            throw new UsageException(
                    refused.problem(),
                    "Add a section '-- @downgrade' to its script (in Java: implement ReversibleJavaRevision) and type 'redo' again; or"
                            + " leave it, and write the change as a new revision: revision -m TEXT. Nothing was reverted.");
        }
        return ReapplicationReport.of("redo", plans, Duration.ofNanos(System.nanoTime() - start));
    }

    /** The revision that {@code downgrade -1} reverts. */
    private static Revision last(Migrator migrator, MigrationStatus status) {
        if (status.applied().isEmpty()) {
            throw new UsageException("Nothing is applied, so there is nothing to redo.", "Type 'upgrade'.");
        }
        return migrator.reader().planDowngrade("-1").steps().get(0).revision();
    }
}
