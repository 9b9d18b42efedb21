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

import dev.migration.cli.authoring.EditCommand;
import dev.migration.cli.authoring.InitCommand;
import dev.migration.cli.authoring.ListTemplatesCommand;
import dev.migration.cli.authoring.MergeCommand;
import dev.migration.cli.authoring.RebaseCommand;
import dev.migration.cli.authoring.RevisionCommand;
import dev.migration.cli.authoring.SquashCommand;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.deploy.DeployCommand;
import dev.migration.cli.importer.ImportCommand;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.run.AcceptCommand;
import dev.migration.cli.run.DowngradeCommand;
import dev.migration.cli.run.EnsureVersionCommand;
import dev.migration.cli.run.PlanCommand;
import dev.migration.cli.run.ResolveCommand;
import dev.migration.cli.run.StampCommand;
import dev.migration.cli.run.UpgradeCommand;
import dev.migration.cli.run.VerifyCommand;
import dev.migration.cli.setting.GlobalOptions;
import dev.migration.cli.state.BranchesCommand;
import dev.migration.cli.state.CurrentCommand;
import dev.migration.cli.state.HeadsCommand;
import dev.migration.cli.state.HistoryCommand;
import dev.migration.cli.state.ShowCommand;

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
            "3:revisions are pending (verify, current --check-heads), or an import was not confirmed",
            "4:another session holds the migration lock",
            "5:the database and the scripts contradict each other; no revision was run"
        },
        subcommands = {
            DeployCommand.class,
            UpgradeCommand.class,
            DowngradeCommand.class,
            StampCommand.class,
            ResolveCommand.class,
            AcceptCommand.class,
            PlanCommand.class,
            VerifyCommand.class,
            EnsureVersionCommand.class,
            CurrentCommand.class,
            HeadsCommand.class,
            BranchesCommand.class,
            HistoryCommand.class,
            ShowCommand.class,
            InitCommand.class,
            RevisionCommand.class,
            MergeCommand.class,
            RebaseCommand.class,
            SquashCommand.class,
            EditCommand.class,
            ListTemplatesCommand.class,
            ImportCommand.class
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
