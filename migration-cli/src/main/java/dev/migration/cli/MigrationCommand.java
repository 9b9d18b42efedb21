// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.setting.GlobalOptions;

/** The top-level command; it has the global options and the subcommands, and does nothing without a subcommand. */
@Command(
        name = "migration",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = MigrationCommand.Version.class,
        sortOptions = false,
        description = "Migrates a PostgreSQL database along a graph of revisions.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:failure; what was committed before stays",
            "2:usage error: an argument or a setting is invalid; nothing was done",
            "3:revisions are pending (verify, current --check-heads), lint has findings, a limit ended a rehearsal, a statement does not survive, schemas differ (check, drift, diff, check-branches), or an"
                    + " import or a checkout was not confirmed",
            "4:another session holds the migration lock, or a lock that a rehearsal needs",
            "5:the database and the scripts contradict each other; no revision was run"
        })
final class MigrationCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    MigrationCommand(Invocation invocation) {
        this.options = invocation.options();
    }

    /** Without a command: the help, on the error stream, because nothing was done. */
    @Override
    public Integer call() {
        if (options.json()) {
            throw new ParameterException(spec.commandLine(), "No command was given.");
        }
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    /** Reads the version from the manifest of the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = MigrationCommand.class.getPackage().getImplementationVersion();
            return new String[] {"migration " + (version == null ? "(not packaged)" : version)};
        }
    }
}
