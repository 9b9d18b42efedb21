// SPDX-License-Identifier: Apache-2.0
package dev.migration.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.migration.batch.StatementForm.Span;
import dev.migration.batch.StatementForm.Verb;
import dev.migration.sql.Identifier;
import dev.migration.sql.Token;

/**
 * A statement that runs once for each range of rows. The range comes first, and the filter of the script applies to its rows: a
 * filter that few rows satisfy does not make a batch read the whole table.
 */
public final class BatchStatement {

    private static final String CHANGED = "migration_changed";

    private final String text;
    private final TokenList tokens;
    private final StatementForm form;

    private BatchStatement(String text, TokenList tokens, StatementForm form) {
        this.text = text;
        this.tokens = tokens;
        this.form = form;
    }

    /** A statement, or why it cannot run in batches. */
    public record Parsed(Optional<BatchStatement> statement, List<BatchFault> faults) {}

    /** @param backslashesAsTheyAre whether a backslash in a plain literal is an ordinary character */
    public static Parsed parse(Batch batch, String text, boolean backslashesAsTheyAre) {
        return parse(batch, text, TokenList.of(text, backslashesAsTheyAre), StatementFormParser::parse);
    }

    /** The same for a SELECT whose rows code changes. */
    public static Parsed parseRows(Batch batch, String text, boolean backslashesAsTheyAre) {
        return parse(batch, text, TokenList.of(text, backslashesAsTheyAre), StatementFormParser::parseRows);
    }

    private static Parsed parse(
            Batch batch, String text, TokenList tokens, Function<StatementFormParser, Optional<StatementForm>> kind) {
        List<BatchFault> faults = new ArrayList<>();
        Optional<StatementForm> form = kind.apply(new StatementFormParser(tokens, faults));
        form.ifPresent(known -> check(batch, tokens, known, faults));
        return new Parsed(
                form.filter(known -> faults.isEmpty()).map(known -> new BatchStatement(text, tokens, known)), faults);
    }

    /** The faults of a statement of which only the tokens are known. */
    public static List<BatchFault> faults(Batch batch, List<Token> significant) {
        List<BatchFault> faults = new ArrayList<>();
        TokenList tokens = new TokenList(significant);
        new StatementFormParser(tokens, faults).parse().ifPresent(known -> check(batch, tokens, known, faults));
        return faults;
    }

    private static void check(Batch batch, TokenList tokens, StatementForm form, List<BatchFault> faults) {
        List<String> declared = Identifier.parts(batch.table()).orElse(List.of());
        if (!isSame(folded(form.table()), declared)) {
            faults.add(new BatchFault(
                    "The statement " + (form.reads() ? "first reads " : "changes ") + String.join(".", form.table())
                            + ", and '@batch' names the table " + batch.table() + ".",
                    "Name the same table in both, or put the table of the batch first."));
        }
        List<String> changed = folded(form.columns());
        batch.key().stream()
                .filter(column -> changed.contains(Identifier.folded(column)))
                .forEach(column -> faults.add(new BatchFault(
                        "The statement changes " + column + ", a column of the key of the batch.",
                        "Choose a key that stays as it is, or 'key=ctid'.")));
        if (batch.trigger().isPresent() && form.verb() != Verb.SELECT) {
            new TriggerForm(tokens, form).faults().forEach(faults::add);
        }
    }

    /** Whether two names can mean the same table; one of them may have no schema. */
    static boolean isSame(List<String> one, List<String> other) {
        int shared = Math.min(one.size(), other.size());
        return shared > 0 && last(one, shared).equals(last(other, shared));
    }

    private static List<String> last(List<String> parts, int number) {
        return parts.subList(parts.size() - number, parts.size());
    }

    static List<String> folded(List<String> written) {
        return written.stream().map(Identifier::folded).toList();
    }

    /** The name of the table in the statement, as written. */
    public String alias() {
        return form.alias();
    }

    /**
     * The trigger that the directive asks for.
     *
     * @param revision the id of the revision that creates it
     */
    public Optional<BatchTrigger> trigger(Batch batch, String revision) {
        TriggerForm parts = new TriggerForm(tokens, form);
        return batch.trigger()
                .map(name -> new BatchTrigger(
                        new BatchTrigger.Place(Identifier.folded(name), batch.table(), revision),
                        parts.alias(),
                        form.assignments().stream()
                                .map(one -> new BatchTrigger.Value(
                                        Identifier.folded(one.columns().get(0)), part(one.expression())))
                                .toList(),
                        part(form.filter()),
                        parts.names(),
                        parts.readsWhatItChanges()));
    }

    /** Whether the filter shows which rows are left: an UPDATE or code can make it false, and a DELETE leaves no row. */
    public boolean isMeasurable() {
        return form.verb() == Verb.DELETE
                || (form.verb() != Verb.INSERT && !form.filter().isEmpty());
    }

    /** Whether an UPDATE may move rows to other blocks. */
    public boolean movesRows() {
        return form.verb() == Verb.UPDATE;
    }

    /**
     * The statement for the rows of a range. It returns one row with one text: how many rows it changed, how many of them still
     * satisfy the filter, and how many of them have left the range.
     *
     * @param range a condition on the table
     * @param stays a condition that the changed rows still satisfy
     * @param into the setting that receives the text until the transaction ends
     */
    public EditedText within(String range, Optional<String> stays, String into) {
        EditedText edited = new EditedText(text);
        edited.insert(0, "WITH " + CHANGED + " AS (");
        addRange(edited, range);
        edited.insert(
                text.length(),
                "\nRETURNING " + kept() + " AS kept, "
                        + stays.map(condition -> "NOT (" + condition + ")").orElse("false") + " AS moved)\n"
                        + "SELECT pg_catalog.set_config('" + into + "', pg_catalog.concat_ws(' ', pg_catalog.count(*),"
                        + " pg_catalog.count(*) FILTER (WHERE kept), pg_catalog.count(*) FILTER (WHERE moved)), true)"
                        + " FROM " + CHANGED);
        return edited;
    }

    /** The rows of a range, for code that changes them. */
    public String rows(String range) {
        EditedText edited = new EditedText(text);
        addRange(edited, range);
        return edited.text();
    }

    /** The clause that locks the rows of a SELECT as an UPDATE does. */
    public String lock() {
        String name = String.join(".", form.table());
        String shortName = form.table().get(form.table().size() - 1);
        return "FOR NO KEY UPDATE OF " + (form.alias().equals(name) ? shortName : form.alias());
    }

    private String kept() {
        return form.verb() == Verb.UPDATE && !form.filter().isEmpty()
                ? "((" + part(form.filter()) + "\n) IS TRUE)"
                : "false";
    }

    private void addRange(EditedText edited, String range) {
        if (form.filter().isEmpty()) {
            edited.insert(tokens.offsetBehind(form.end()), "\nWHERE " + range + "\n");
        } else {
            edited.insert(tokens.offset(form.filter().begin(), text.length()), "(");
            edited.insert(tokens.offsetBehind(form.filter().end()), "\n) AND " + range + "\n");
        }
    }

    /** A query on the rows of a range that the statement would still change; see {@link #isMeasurable}. */
    public String left(String select, String range) {
        String filter = form.filter().isEmpty() ? "" : "(" + part(form.filter()) + "\n) AND ";
        return text.substring(0, tokens.offset(form.begin(), 0)) + "SELECT " + select + " FROM " + tables() + " WHERE "
                + filter + range;
    }

    private String tables() {
        if (form.verb() == Verb.SELECT) {
            return part(form.from()) + "\n";
        }
        return table() + (form.from().isEmpty() ? "" : ", " + part(form.from()) + "\n");
    }

    private String table() {
        String name = String.join(".", form.table());
        return form.alias().equals(name) ? name : name + " AS " + form.alias();
    }

    private String part(Span span) {
        return text.substring(tokens.offset(span.begin(), text.length()), tokens.offsetBehind(span.end()));
    }
}
