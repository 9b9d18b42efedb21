// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.util.Optional;

import picocli.CommandLine.Option;

import dev.migration.cli.setting.CommandContext;

/** The option that names the schema that the database should have. */
public final class ModelOption {

    @Option(
            names = "--model",
            paramLabel = "STATE",
            description = {
                "The schema that the database should have: file:FILE with SQL, the URL of a database, or another state.",
                "${bundle:default.model}"
            })
    private Optional<String> model = Optional.empty();

    boolean isGiven() {
        return model.isPresent();
    }

    /** @throws dev.migration.cli.setting.UsageException if there is no model */
    public SchemaState state(CommandContext context) {
        return SchemaState.model(model, context);
    }

    /** Reads a state, which may be {@code model}. */
    SchemaState parse(String text, CommandContext context) {
        return text.equals("model") ? state(context) : SchemaState.parse(text, context);
    }
}
