// SPDX-License-Identifier: Apache-2.0
package dev.migration.batch;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.batch.StatementForm.Span;
import dev.migration.batch.StatementForm.Verb;

/**
 * Finds the parts of an UPDATE, a DELETE, an INSERT … SELECT or a SELECT. What a range of rows would change in its meaning is refused: an
 * aggregate, a LIMIT, a set operation, a statement in a WITH that changes data.
 */
final class StatementFormParser {

    private static final Set<String> CHANGES = Set.of("insert", "update", "delete", "merge");

    private static final Set<String> CLAUSES = Set.of("from", "using", "where", "returning", "set");

    /** What may follow the first table of a SELECT instead of an alias. */
    private static final Set<String> AFTER_TABLE = Set.of(
            "join",
            "left",
            "right",
            "full",
            "inner",
            "cross",
            "natural",
            "where",
            "on",
            "returning",
            "order",
            "group",
            "having",
            "limit",
            "offset",
            "fetch",
            "union",
            "except",
            "intersect",
            "window",
            "for",
            "tablesample");

    private static final Set<String> OF_WHOLE_RESULTS =
            Set.of("group", "having", "limit", "offset", "fetch", "union", "except", "intersect", "window", "distinct");

    private static final String FORMS =
            "Write an UPDATE, a DELETE, or an INSERT … SELECT … FROM the table of the batch.";

    private static final String FORM_OF_ROWS = "Write SELECT … FROM the table of the batch.";

    private final TokenList tokens;
    private final List<BatchFault> faults;
    private int begin;

    StatementFormParser(TokenList tokens, List<BatchFault> faults) {
        this.tokens = tokens;
        this.faults = faults;
    }

    /** The form; empty if the statement has faults. */
    Optional<StatementForm> parse() {
        skipWith();
        begin = tokens.place();
        if (tokens.accept("update")) {
            return update();
        }
        if (tokens.accept("delete")) {
            tokens.accept("from");
            return delete();
        }
        if (tokens.accept("insert")) {
            return insert();
        }
        return fault("This statement cannot run in batches.", FORMS);
    }

    /** The form of a SELECT whose rows code changes; empty if it has faults. */
    Optional<StatementForm> parseRows() {
        skipWith();
        begin = tokens.place();
        if (!tokens.accept("select")) {
            return fault("The rows of a batch are not read by a SELECT.", FORM_OF_ROWS);
        }
        if (contains("for")) {
            return fault("The batch locks its rows itself.", "Delete FOR and what follows.");
        }
        return select(Verb.SELECT, List.of());
    }

    /** Skips common table expressions; one that changes data would do so in each batch, for all rows. */
    private void skipWith() {
        if (!tokens.accept("with")) {
            return;
        }
        while (!tokens.atEnd()
                && !CHANGES.contains(tokens.word())
                && !tokens.word().equals("select")) {
            if (tokens.word().equals("(") && CHANGES.contains(tokens.wordAt(tokens.place() + 1))) {
                fault(
                        "A statement in WITH changes data, in each batch for all rows.",
                        "Write it as a statement of its own, with its own '@batch'.");
            }
            tokens.skipNested();
        }
    }

    private Optional<StatementForm> update() {
        tokens.accept("only");
        List<String> table = tokens.qualifiedName();
        tokens.accept("*");
        String alias = alias(table, Set.of("set"));
        if (table.isEmpty() || !tokens.accept("set")) {
            return fault("The UPDATE cannot be read.", "Write UPDATE table SET column = expression WHERE filter.");
        }
        return rest(Verb.UPDATE, new Target(table, alias, new SetClause(tokens).assignments()));
    }

    private Optional<StatementForm> delete() {
        tokens.accept("only");
        List<String> table = tokens.qualifiedName();
        tokens.accept("*");
        String alias = alias(table, CLAUSES);
        if (table.isEmpty()) {
            return fault("The statement names no table.", FORMS);
        }
        return rest(Verb.DELETE, new Target(table, alias, List.of()));
    }

    private String alias(List<String> table, Set<String> end) {
        boolean named = tokens.accept("as");
        if (!named && end.contains(tokens.word())) {
            return String.join(".", table);
        }
        Optional<String> alias = tokens.name();
        alias.ifPresent(name -> tokens.skip());
        return alias.orElseGet(() -> String.join(".", table));
    }

    /** The table that a statement changes or reads. */
    private record Target(List<String> table, String alias, List<SetClause.Assignment> assignments) {}

    /** FROM or USING, WHERE and RETURNING behind the target. */
    private Optional<StatementForm> rest(Verb verb, Target target) {
        Span from = Span.NONE;
        if (tokens.accept("from") || tokens.accept("using")) {
            int tables = tokens.place();
            skipTo(Set.of("where", "returning"));
            from = new Span(tables, tokens.place());
        }
        return filtered(verb, target, from, Set.of("returning"));
    }

    private Optional<StatementForm> filtered(Verb verb, Target target, Span from, Set<String> ends) {
        int end = tokens.place();
        Span filter = Span.NONE;
        if (tokens.accept("where")) {
            int condition = tokens.place();
            if (tokens.word().equals("current") && tokens.wordAt(condition + 1).equals("of")) {
                return fault("WHERE CURRENT OF has no rows outside its cursor.", forms(verb));
            }
            skipTo(ends);
            end = tokens.place();
            filter = new Span(condition, end);
        }
        if (contains("returning")) {
            return fault("Nobody reads the rows of RETURNING.", "Delete it.");
        }
        return faults.isEmpty()
                ? Optional.of(new StatementForm(
                        begin, verb, target.table(), target.alias(), target.assignments(), from, filter, end))
                : Optional.empty();
    }

    private Optional<StatementForm> insert() {
        tokens.accept("into");
        List<String> into = tokens.qualifiedName();
        skipTo(Set.of("select", "values", "default"));
        if (!tokens.accept("select")) {
            return fault("An INSERT without a SELECT has no rows to divide into batches.", FORMS);
        }
        return select(Verb.INSERT, into);
    }

    /** @param into the table that receives the rows; empty if none does */
    private Optional<StatementForm> select(Verb verb, List<String> into) {
        refuseWholeResults(verb);
        skipTo(Set.of("from"));
        if (!tokens.accept("from")) {
            return fault("The SELECT reads no table.", forms(verb));
        }
        int tables = tokens.place();
        Target target = firstTable();
        if (target.table().isEmpty()) {
            return fault("The SELECT does not begin with a table.", forms(verb));
        }
        if (BatchStatement.isSame(BatchStatement.folded(into), BatchStatement.folded(target.table()))) {
            return fault(
                    "The INSERT writes into the table that it reads: later batches may meet the new rows.",
                    "Write them into another table first.");
        }
        skipTo(Set.of("where", "order", "for", "returning", "conflict"));
        backToOn();
        return filtered(
                verb, target, new Span(tables, tokens.place()), Set.of("order", "for", "returning", "conflict"));
    }

    /** The table after FROM, and the name that the statement calls it. */
    private Target firstTable() {
        tokens.accept("only");
        List<String> table = tokens.qualifiedName();
        tokens.accept("*");
        String alias = tokens.word().equals(",") ? String.join(".", table) : alias(table, AFTER_TABLE);
        return new Target(table, alias, List.of());
    }

    /** ON CONFLICT begins with a word that a join has, too. */
    private void backToOn() {
        if (tokens.word().equals("conflict")
                && tokens.wordAt(tokens.place() - 1).equals("on")) {
            tokens.moveTo(tokens.place() - 1);
        }
    }

    private static String forms(Verb verb) {
        return verb == Verb.SELECT ? FORM_OF_ROWS : FORMS;
    }

    private void refuseWholeResults(Verb verb) {
        int select = tokens.place();
        while (!tokens.atEnd()) {
            if (OF_WHOLE_RESULTS.contains(tokens.word()) && !isDistinctFrom() && !isName()) {
                fault(
                        tokens.word().toUpperCase(java.util.Locale.ROOT) + " concerns all rows, not those of a batch.",
                        verb == Verb.SELECT ? "Delete it." : "Delete it, or write the statement without '@batch'.");
            }
            tokens.skipNested();
        }
        tokens.moveTo(select);
    }

    private boolean isDistinctFrom() {
        return tokens.word().equals("distinct")
                && tokens.wordAt(tokens.place() + 1).equals("from");
    }

    /** Moves to the next of these words that begins a clause: outside parentheses, not the FROM of IS DISTINCT FROM. */
    private void skipTo(Set<String> words) {
        while (!tokens.atEnd() && !(words.contains(tokens.word()) && isClause())) {
            tokens.skipNested();
        }
        if (tokens.word().equals("conflict")) {
            backToOn();
        }
    }

    private boolean isClause() {
        String before = tokens.wordAt(tokens.place() - 1);
        return switch (tokens.word()) {
            case "from" -> !before.equals("distinct") && !isName();
            case "conflict" -> before.equals("on");
            default -> !isName();
        };
    }

    /** Whether a key word is the name of a column here: behind a dot or AS every word is. */
    private boolean isName() {
        String before = tokens.wordAt(tokens.place() - 1);
        return before.equals(".") || before.equals("as");
    }

    private boolean contains(String clause) {
        int place = tokens.place();
        skipTo(Set.of(clause));
        boolean found = !tokens.atEnd();
        tokens.moveTo(place);
        return found;
    }

    private Optional<StatementForm> fault(String problem, String remedy) {
        faults.add(new BatchFault(problem, remedy));
        return Optional.empty();
    }
}
