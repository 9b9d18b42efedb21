// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.difference;

import java.util.ArrayList;
import java.util.List;

import dev.migration.result.StatementChange;
import dev.migration.sql.Position;

/** Compares an applied text with a current text, statement by statement, and changed statements line by line. */
public final class ScriptComparison {

    /** The number of equal lines that are shown before and after lines that differ. */
    private static final int CONTEXT = 2;

    private final List<ScriptStatement> then;
    private final List<ScriptStatement> now;
    private final List<StatementChange> changes = new ArrayList<>();

    private ScriptComparison(List<ScriptStatement> then, List<ScriptStatement> now) {
        this.then = then;
        this.now = now;
    }

    /**
     * The statements that differ.
     *
     * @param applied the text that was applied
     * @param text the current text, with the values of variables
     * @param start the position of the current text in its file
     */
    public static List<StatementChange> of(String applied, String text, Position start) {
        ScriptComparison comparison =
                new ScriptComparison(ScriptStatement.in(applied, Position.START), ScriptStatement.in(text, start));
        comparison.compare();
        return comparison.changes;
    }

    private void compare() {
        int thenNext = 0;
        int nowNext = 0;
        List<SequenceAlignment.Pair> pairs = SequenceAlignment.of(
                then.stream().map(ScriptStatement::hash).toList(),
                now.stream().map(ScriptStatement::hash).toList());
        for (SequenceAlignment.Pair pair : pairs) {
            differ(
                    then.subList(thenNext, pair.then()),
                    now.subList(nowNext, pair.now()),
                    now.get(pair.now()).line());
            thenNext = pair.then() + 1;
            nowNext = pair.now() + 1;
        }
        differ(then.subList(thenNext, then.size()), now.subList(nowNext, now.size()), 0);
    }

    /** Between two equal statements, statements at the same place count as one statement that changed. */
    private void differ(List<ScriptStatement> gone, List<ScriptStatement> added, int nextLine) {
        int both = Math.min(gone.size(), added.size());
        for (int index = 0; index < both; index++) {
            ScriptStatement statement = added.get(index);
            changes.add(new StatementChange(
                    StatementChange.Kind.CHANGED,
                    statement.line(),
                    lines(StatementLine.of(gone.get(index)), StatementLine.of(statement))));
        }
        gone.subList(both, gone.size())
                .forEach(statement -> changes.add(new StatementChange(
                        StatementChange.Kind.GONE, nextLine, lines(StatementLine.of(statement), List.of()))));
        added.subList(both, added.size())
                .forEach(statement -> changes.add(new StatementChange(
                        StatementChange.Kind.ADDED, statement.line(), lines(List.of(), StatementLine.of(statement)))));
    }

    private static List<String> lines(List<StatementLine> before, List<StatementLine> after) {
        List<String> lines = new ArrayList<>();
        int beforeNext = 0;
        int afterNext = 0;
        List<SequenceAlignment.Pair> pairs = SequenceAlignment.of(
                before.stream().map(StatementLine::meaning).toList(),
                after.stream().map(StatementLine::meaning).toList());
        for (SequenceAlignment.Pair pair : pairs) {
            addDiffering(before.subList(beforeNext, pair.then()), after.subList(afterNext, pair.now()), lines);
            lines.add("  " + after.get(pair.now()).text());
            beforeNext = pair.then() + 1;
            afterNext = pair.now() + 1;
        }
        addDiffering(before.subList(beforeNext, before.size()), after.subList(afterNext, after.size()), lines);
        return nearChanges(lines);
    }

    private static void addDiffering(List<StatementLine> before, List<StatementLine> after, List<String> lines) {
        before.forEach(line -> lines.add("- " + line.text()));
        after.forEach(line -> lines.add("+ " + line.text()));
    }

    private static List<String> nearChanges(List<String> lines) {
        List<String> near = new ArrayList<>();
        int shown = 0;
        for (int index = 0; index < lines.size(); index++) {
            if (isNearChange(lines, index)) {
                if (index > shown) {
                    near.add("  …");
                }
                near.add(lines.get(index));
                shown = index + 1;
            }
        }
        return near;
    }

    private static boolean isNearChange(List<String> lines, int index) {
        return lines.subList(Math.max(0, index - CONTEXT), Math.min(lines.size(), index + CONTEXT + 1)).stream()
                .anyMatch(line -> !line.startsWith(" "));
    }
}
