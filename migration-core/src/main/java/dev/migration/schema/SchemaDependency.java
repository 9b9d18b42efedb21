// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema;

/**
 * That an object cannot exist without another one, as the server records it in {@code pg_depend}.
 *
 * @param object the one that needs
 * @param needed the one that is needed
 * @param kind how strongly
 */
public record SchemaDependency(SchemaObject object, SchemaObject needed, Kind kind) {

    /** How strongly an object needs another one. */
    public enum Kind {
        /** Dropping the needed object is refused. */
        NORMAL,
        /** The same, and it is an expression of a column: its default, or how it is generated. */
        EXPRESSION,
        /** Dropping the needed object drops this one, too. */
        AUTO,
        /** It is a part of the needed object, as the index of a constraint, or the sequence of an identity column. */
        INTERNAL
    }
}
