// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.model;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import dev.migration.schema.SchemaDifference;

/** The schema that a database should have: the entities of an application, or a file with SQL. */
public interface SchemaModel {

    /** What a person calls it, for a message. */
    String name();

    /**
     * Whether the model says nothing about anything but tables, their columns, keys and indexes, sequences and enums, so that what
     * else revisions create is no difference.
     */
    default boolean describesTablesOnly() {
        return false;
    }

    /** Everything that decides what {@link #create} creates, if it can be told beforehand: the same text creates the same schema. */
    default Optional<String> text() {
        return Optional.empty();
    }

    /**
     * What a difference comes from, if not from the authors of the model: a version of the library that creates the schema, which
     * creates more for the same model than earlier versions did.
     *
     * @param difference from another schema to this one, as {@link #create} created it last
     * @return for example {@code Hibernate 7.4}; empty for all others
     */
    default Optional<String> origin(SchemaDifference difference) {
        return Optional.empty();
    }

    /**
     * Creates the schema. The server then says what it means: types, names and expressions as its catalogs have them.
     *
     * @param connection to an empty database of the server whose databases are compared, in autocommit mode
     * @throws dev.migration.error.MigrationException with all faults of the model
     */
    void create(Connection connection) throws SQLException;
}
