// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.run;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.Report;
import dev.migration.cli.proof.ReleaseReport;
import dev.migration.cli.proof.RoundTripOptions;
import dev.migration.cli.proof.RoundTripReport;
import dev.migration.cli.setting.UsageException;

/** Checks that every script is applied and unchanged. */
@Command(
        name = "verify",
        description =
                "Checks that every script is applied and unchanged since then, and that every downgrade section can be read."
                        + " Changes nothing.",
        footer = {
            "",
            "The exit code is 3 if revisions are pending, a round trip fails or an upgrade from a release differs, and 5 if the database and the scripts contradict each other."
        })
public final class VerifyCommand extends ReportingCommand {

    @Option(
            names = "--round-trip",
            description =
                    "Applies each revision to a scratch database, reverts it and applies it again: the schemas must be equal,"
                            + " and generated rows must be kept. The database itself does not matter; the role needs CREATEDB.")
    private boolean roundTrip;

    @Option(
            names = "--from",
            paramLabel = "RELEASE",
            description =
                    "Upgrades a released state on a scratch database: the schema must be that of a fresh install, and generated rows"
                            + " must be kept. RELEASE is a tag, branch or commit of git (with :FOLDER if the scripts were elsewhere"
                            + " then), a folder, or a jar. The option may be repeated.")
    private List<String> releases = new ArrayList<>();

    @Mixin
    private RoundTripOptions options = new RoundTripOptions();

    @Override
    protected Report report() {
        if (roundTrip && !releases.isEmpty()) {
            throw new UsageException("--round-trip and --from are two checks.", "Run them one after the other.");
        }
        if (roundTrip) {
            return RoundTripReport.of(invocation(), options).report();
        }
        options.refuseWithoutRoundTrip(!releases.isEmpty());
        if (!releases.isEmpty()) {
            return ReleaseReport.of(invocation(), releases, options).report();
        }
        Migrator migrator = invocation().migrator();
        MigrationStatus status = migrator.reader().verify();
        migrator.revisions().requireDowngrades();
        return Report.of(
                List.of("Everything is applied. The database is at " + ProgressLines.idsOrBase(status.current()) + "."),
                JsonObject.of("status", status.state().name())
                        .and("current", status.current())
                        .map());
    }
}
