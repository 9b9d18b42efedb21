// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.entity;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

import dev.migration.execution.report.ServerErrors;
import dev.migration.schema.SchemaDifference;
import dev.migration.schema.model.ModelException;
import dev.migration.schema.model.SchemaModel;

/** The tables, sequences and types that entities need, as Hibernate creates them on the server of the database. */
final class EntityModel implements SchemaModel {

    private static final String NAME = "the entities";

    private final PersistenceUnit unit;
    private Optional<HibernateOrigins> origins = Optional.empty();

    EntityModel(PersistenceUnit unit) {
        this.unit = unit;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean describesTablesOnly() {
        return true;
    }

    @Override
    public void create(Connection connection) throws SQLException {
        EntityScript script = EntityScript.of(unit, ServerVersion.of(connection));
        List<String> faults = new EntityFaults(ReservedWords.read(connection)).in(script.metadata());
        if (!faults.isEmpty()) {
            throw new ModelException(NAME, faults, "Correct the mapping of these entities.");
        }
        origins = Optional.of(HibernateOrigins.of(script.metadata()));
        try (Statement session = connection.createStatement()) {
            session.setEscapeProcessing(false);
            for (String statement : script.statements()) {
                run(session, statement, script);
            }
        }
    }

    @Override
    public Optional<String> origin(SchemaDifference difference) {
        return origins.flatMap(rules -> rules.of(difference));
    }

    private static void run(Statement session, String statement, EntityScript script) {
        try {
            session.execute(statement);
        } catch (SQLException failure) {
            throw new ModelException(
                    NAME,
                    script.entity(statement) + ServerErrors.describe(failure) + ServerErrors.additions(failure)
                            + "\n    " + statement,
                    "Correct the mapping: the server refuses the SQL that Hibernate writes for it. What annotations cannot say,"
                            + " such as an extension or an index with an expression, belongs into a revision.",
                    failure);
        }
    }
}
