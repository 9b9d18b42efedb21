// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import dev.migration.cli.setting.CommandContext;
import dev.migration.cli.setting.DatabaseAddress;
import dev.migration.cli.setting.UsageException;
import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.report.ConnectionPlace;
import dev.migration.schema.model.SchemaModel;
import dev.migration.schema.model.SqlFileModel;
import dev.migration.setting.SettingKey;

/** A state of a schema, as a command line names it. */
public sealed interface SchemaState {

    /** What {@code --model} and arguments may be, for remedies. */
    String FORMS = "'revisions', 'revisions@REVISION', 'database', 'model', 'file:FILE', or the URL of a database";

    /** What a report calls it; without the URL of a database, which may contain a password. */
    String label();

    /** All revisions, or those of a target, applied to a scratch database. */
    record Revisions(String target) implements SchemaState {

        static final Revisions ALL = new Revisions("heads");

        @Override
        public String label() {
            return equals(ALL) ? "revisions" : "revisions@" + target;
        }
    }

    /** The database of the command. */
    record Database() implements SchemaState {

        @Override
        public String label() {
            return "database";
        }
    }

    /** A schema that somebody wrote down. */
    record Model(String label, SchemaModel model) implements SchemaState {}

    /** Another database. */
    record Other(DatabaseAddress address) implements SchemaState {

        private static final ConnectionPlace PLACE =
                new ConnectionPlace("which the command names as a state", "in the URL of the state", "");

        /** @throws DatabaseUnavailableException if it cannot be reached */
        Connection connect() {
            try {
                return address.dataSource().getConnection();
            } catch (SQLException failure) {
                throw new DatabaseUnavailableException(failure, PLACE);
            }
        }

        @Override
        public String label() {
            return "the other database";
        }
    }

    /**
     * Reads a state. Nothing is connected.
     *
     * @param context knows what {@code model} means
     * @throws UsageException if the text is no state
     */
    static SchemaState parse(String text, CommandContext context) {
        return text.equals("model") ? model(Optional.empty(), context) : named(text, context);
    }

    /**
     * Returns the model: the state of {@code --model}, else of {@code migration.model}, else the entities of an application.
     *
     * @throws UsageException if there is no model
     */
    static SchemaState model(Optional<String> option, CommandContext context) {
        Optional<String> configured = option.or(() -> context.commandSetting(SettingKey.MODEL));
        if (configured.isPresent()) {
            return named(configured.get(), context);
        }
        return context.entities()
                .<SchemaState>map(entities -> new Model("the entities", entities))
                .orElseThrow(() -> new UsageException(
                        "There is no model to compare with.",
                        "Name one: --model file:schema.sql, --model URL, or the setting migration.model."));
    }

    private static SchemaState named(String text, CommandContext context) {
        int separator = text.indexOf('@');
        if (text.equals("revisions")) {
            return Revisions.ALL;
        }
        if (separator > 0 && text.substring(0, separator).equals("revisions")) {
            return new Revisions(text.substring(separator + 1));
        }
        if (text.equals("database")) {
            return new Database();
        }
        if (text.startsWith("file:")) {
            Path file = context.folder().resolve(text.substring("file:".length()));
            return new Model(text, new SqlFileModel(file));
        }
        if (text.contains(":") || text.contains("=")) {
            return new Other(DatabaseAddress.parse(text));
        }
        throw new UsageException("'" + text + "' is not a state of a schema.", "Use " + FORMS + ".");
    }
}
