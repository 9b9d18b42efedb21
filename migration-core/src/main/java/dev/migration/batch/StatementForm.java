// SPDX-License-Identifier: Apache-2.0
package dev.migration.batch;

import java.util.List;

/**
 * Where the parts of a batched statement are, as places in its list of tokens.
 *
 * @param begin where it begins behind its common table expressions
 * @param verb what it does
 * @param table the table whose rows it changes or reads, as written, in its parts
 * @param alias the name of the table in the rest of the statement, as written
 * @param assignments what an UPDATE changes
 * @param from the first and the end of the other tables that its filter can name; equal if there are none; of a SELECT all tables
 * @param filter the first and the end of its filter; equal if there is none
 * @param end where its filter would end, if it had one
 */
record StatementForm(
        int begin,
        Verb verb,
        List<String> table,
        String alias,
        List<SetClause.Assignment> assignments,
        Span from,
        Span filter,
        int end) {

    /** What a statement does. */
    enum Verb {
        UPDATE,
        DELETE,
        INSERT,
        SELECT
    }

    /** Whether it reads the rows of its table and leaves their change to something else. */
    boolean reads() {
        return verb == Verb.INSERT || verb == Verb.SELECT;
    }

    /** The columns that it changes, as written. */
    List<String> columns() {
        return assignments.stream()
                .flatMap(assignment -> assignment.columns().stream())
                .toList();
    }

    /** The places from {@code begin} up to, but not including, {@code end}. */
    record Span(int begin, int end) {

        static final Span NONE = new Span(0, 0);

        boolean isEmpty() {
            return begin == end;
        }
    }
}
