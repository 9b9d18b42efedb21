// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

import dev.migration.cli.authoring.EditCommand;
import dev.migration.cli.authoring.InitCommand;
import dev.migration.cli.authoring.ListTemplatesCommand;
import dev.migration.cli.authoring.MergeCommand;
import dev.migration.cli.authoring.RebaseCommand;
import dev.migration.cli.authoring.RevisionCommand;
import dev.migration.cli.authoring.SquashCommand;
import dev.migration.cli.deploy.DeployCommand;
import dev.migration.cli.development.CheckoutCommand;
import dev.migration.cli.development.RedoCommand;
import dev.migration.cli.development.WatchCommand;
import dev.migration.cli.health.SchemaHealthCommand;
import dev.migration.cli.importer.ImportCommand;
import dev.migration.cli.lint.LintCommand;
import dev.migration.cli.proof.CheckBranchesCommand;
import dev.migration.cli.rehearsal.RehearseCommand;
import dev.migration.cli.rehearsal.SurviveCommand;
import dev.migration.cli.run.AcceptCommand;
import dev.migration.cli.run.ApproveCommand;
import dev.migration.cli.run.BatchCommand;
import dev.migration.cli.run.DowngradeCommand;
import dev.migration.cli.run.EnsureVersionCommand;
import dev.migration.cli.run.PlanCommand;
import dev.migration.cli.run.ResolveCommand;
import dev.migration.cli.run.StampCommand;
import dev.migration.cli.run.UpgradeCommand;
import dev.migration.cli.run.VerifyCommand;
import dev.migration.cli.run.WorkCommand;
import dev.migration.cli.schema.CheckCommand;
import dev.migration.cli.schema.DiffCommand;
import dev.migration.cli.schema.DriftCommand;
import dev.migration.cli.state.BranchesCommand;
import dev.migration.cli.state.CurrentCommand;
import dev.migration.cli.state.HeadsCommand;
import dev.migration.cli.state.HistoryCommand;
import dev.migration.cli.state.ShowCommand;

/**
 * The commands in the order of the help text. A command line needs one of them: to create only that one, and not all with their options,
 * halves the work of the parser at the start.
 */
final class CommandTree {

    private static final List<String> NAMES = List.of(
            "deploy",
            "upgrade",
            "downgrade",
            "redo",
            "checkout",
            "watch",
            "stamp",
            "work",
            "approve",
            "resolve",
            "accept",
            "batch",
            "plan",
            "rehearse",
            "survive",
            "lint",
            "verify",
            "check",
            "drift",
            "diff",
            "schema-health",
            "check-branches",
            "ensure-version",
            "current",
            "heads",
            "branches",
            "history",
            "show",
            "init",
            "revision",
            "merge",
            "rebase",
            "squash",
            "edit",
            "list-templates",
            "import");

    private CommandTree() {}

    /** Adds all commands. */
    static void addAll(CommandLine commandLine) {
        NAMES.forEach(name -> add(name, commandLine));
    }

    /** Adds the command whose name is the first among these words; all commands if none of the words is a name. */
    static void addNamed(String[] words, CommandLine commandLine) {
        Optional<String> name = Stream.of(words).filter(CommandTree::isName).findFirst();
        name.ifPresentOrElse(known -> add(known, commandLine), () -> addAll(commandLine));
    }

    /** Whether a command line has all commands. */
    static boolean isComplete(CommandLine commandLine) {
        return commandLine.getSubcommands().keySet().containsAll(NAMES);
    }

    private static boolean isName(String word) {
        return NAMES.contains(word.replace('_', '-'));
    }

    private static void add(String name, CommandLine commandLine) {
        IFactory factory = commandLine.getFactory();
        try {
            commandLine.addSubcommand(factory.create(type(name)));
        } catch (Exception failure) {
            throw new IllegalStateException("The command '" + name + "' cannot be created.", failure);
        }
    }

    /** A switch, and not a map, so that only the class that is asked for is loaded. */
    private static Class<?> type(String name) {
        return switch (name) {
            case "deploy" -> DeployCommand.class;
            case "upgrade" -> UpgradeCommand.class;
            case "downgrade" -> DowngradeCommand.class;
            case "redo" -> RedoCommand.class;
            case "checkout" -> CheckoutCommand.class;
            case "watch" -> WatchCommand.class;
            case "stamp" -> StampCommand.class;
            case "work" -> WorkCommand.class;
            case "approve" -> ApproveCommand.class;
            case "resolve" -> ResolveCommand.class;
            case "accept" -> AcceptCommand.class;
            case "batch" -> BatchCommand.class;
            case "plan" -> PlanCommand.class;
            case "rehearse" -> RehearseCommand.class;
            case "survive" -> SurviveCommand.class;
            case "lint" -> LintCommand.class;
            case "verify" -> VerifyCommand.class;
            case "check" -> CheckCommand.class;
            case "drift" -> DriftCommand.class;
            case "diff" -> DiffCommand.class;
            case "schema-health", "schema_health" -> SchemaHealthCommand.class;
            case "check-branches", "check_branches" -> CheckBranchesCommand.class;
            case "ensure-version", "ensure_version" -> EnsureVersionCommand.class;
            case "current" -> CurrentCommand.class;
            case "heads" -> HeadsCommand.class;
            case "branches" -> BranchesCommand.class;
            case "history" -> HistoryCommand.class;
            case "show" -> ShowCommand.class;
            case "init" -> InitCommand.class;
            case "revision" -> RevisionCommand.class;
            case "merge" -> MergeCommand.class;
            case "rebase" -> RebaseCommand.class;
            case "squash" -> SquashCommand.class;
            case "edit" -> EditCommand.class;
            case "list-templates", "list_templates" -> ListTemplatesCommand.class;
            case "import" -> ImportCommand.class;
            default -> throw new IllegalArgumentException(name);
        };
    }
}
