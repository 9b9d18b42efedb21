// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.migration.autogenerate.loss.Confirmation;
import dev.migration.cli.setting.CommandContext;
import dev.migration.cli.setting.UsageException;

/** The options of a command that writes a revision from the differences of two schemas. */
public final class AutogenerateOptions {

    @Option(
            names = "--autogenerate",
            description = "Writes the statements that lead from the revisions to the model, and those that lead back.")
    private boolean autogenerate;

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(
            names = "--rename",
            paramLabel = "OLD=NEW",
            description =
                    "A table, column (table.column), label (enum.label) or other object that has another name in the model.")
    private List<String> renames = new ArrayList<>();

    @Mixin
    private AllowDropOption drops = new AllowDropOption();

    @Option(
            names = "--plain",
            description = "The shortest statements, also where they block reads and writes of a table for long.")
    private boolean plain;

    public boolean isAsked() {
        return autogenerate;
    }

    /** @throws UsageException if an option needs --autogenerate */
    public void refuseWithoutAutogenerate() {
        if (!autogenerate && (plain || !renames.isEmpty() || drops.isGiven() || model.isGiven())) {
            throw new UsageException(
                    "--model, --rename, --allow-drop and --plain are options of --autogenerate.",
                    "Add --autogenerate.");
        }
    }

    SchemaState model(CommandContext context) {
        return model.state(context);
    }

    Confirmation confirmation() {
        return drops.confirmation(renames);
    }

    boolean isSafe() {
        return !plain;
    }
}
