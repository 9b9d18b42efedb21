// SPDX-License-Identifier: Apache-2.0
package dev.migration.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.migration.batch.StatementForm.Span;
import dev.migration.batch.StatementForm.Verb;
import dev.migration.sql.Identifier;

/** Whether a trigger can do for one row what a statement does for many, and what it needs to know of the statement. */
record TriggerForm(TokenList tokens, StatementForm form) {

    private static final String BY_HAND =
            "Delete 'with-trigger', and create a trigger by hand in an earlier revision, as the phase 'expand' does.";

    List<BatchFault> faults() {
        if (form.verb() != Verb.UPDATE) {
            return List.of(new BatchFault("'with-trigger' needs an UPDATE.", "Delete 'with-trigger'."));
        }
        List<BatchFault> faults = new ArrayList<>();
        if (form.begin() > 0 || !form.from().isEmpty() || hasSubquery()) {
            faults.add(new BatchFault("A trigger sees one row, and the statement reads other rows, too.", BY_HAND));
        }
        if (form.assignments().stream().anyMatch(one -> !one.single() || isDefault(one.expression()))) {
            faults.add(new BatchFault(
                    "A trigger cannot be made of an assignment without the form 'column = expression'.",
                    "Write it in this form, with an expression for each column. Or: " + BY_HAND));
        }
        if (form.filter().isEmpty()) {
            faults.add(new BatchFault(
                    "The UPDATE has no filter, so the trigger would overwrite what the new application writes.",
                    "Add 'WHERE column IS NULL', or another filter that is true only for rows in the old form."));
        }
        return faults;
    }

    /** The name by which the statement calls the columns of its table. */
    String alias() {
        List<String> table = form.table();
        return form.alias().equals(String.join(".", table)) ? table.get(table.size() - 1) : form.alias();
    }

    /** The names in the expressions and in the filter, as the catalog has them; those of columns are among them. */
    List<String> names() {
        return Stream.concat(
                        form.assignments().stream().map(SetClause.Assignment::expression), Stream.of(form.filter()))
                .flatMap(this::names)
                .distinct()
                .toList();
    }

    /** Whether the values depend on the columns that are changed: the value of a column does not show then where it is from. */
    boolean readsWhatItChanges() {
        List<String> changed = BatchStatement.folded(form.columns());
        return form.assignments().stream()
                .flatMap(assignment -> names(assignment.expression()))
                .anyMatch(changed::contains);
    }

    private Stream<String> names(Span span) {
        return IntStream.range(span.begin(), span.end())
                .mapToObj(tokens::nameAt)
                .flatMap(Optional::stream)
                .map(Identifier::folded);
    }

    private boolean hasSubquery() {
        return IntStream.range(form.begin(), tokens.size())
                .anyMatch(place -> tokens.wordAt(place).equals("select")
                        || (tokens.wordAt(place - 1).equals("(")
                                && List.of("table", "values", "with").contains(tokens.wordAt(place))));
    }

    private boolean isDefault(Span expression) {
        return tokens.wordAt(expression.begin()).equals("default");
    }
}
