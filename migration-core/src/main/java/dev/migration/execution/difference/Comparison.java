package dev.migration.execution.difference;

import java.util.ArrayList;
import java.util.List;

import dev.migration.sql.Position;

/** Compares what was run with what stands there now, statement by statement, and changed statements line by line. */
public final class Comparison {

    /** How many equal lines are shown around those of a statement that differ. */
    private static final int CONTEXT = 2;

    private final List<Statement> then;
    private final List<Statement> now;
    private final List<Change> changes = new ArrayList<>();

    private Comparison(List<Statement> then, List<Statement> now) {
        this.then = then;
        this.now = now;
    }

    /**
     * The statements that differ.
     *
     * @param applied the text that was run
     * @param text the text that stands there now, with the values of variables in it
     * @param start where it begins in its file
     */
    public static List<Change> of(String applied, String text, Position start) {
        Comparison comparison = new Comparison(Statement.in(applied, Position.START), Statement.in(text, start));
        comparison.compare();
        return comparison.changes;
    }

    private void compare() {
        int thenNext = 0;
        int nowNext = 0;
        List<Alignment.Pair> pairs = Alignment.of(
                then.stream().map(Statement::hash).toList(),
                now.stream().map(Statement::hash).toList());
        for (Alignment.Pair pair : pairs) {
            differ(
                    then.subList(thenNext, pair.then()),
                    now.subList(nowNext, pair.now()),
                    now.get(pair.now()).line());
            thenNext = pair.then() + 1;
            nowNext = pair.now() + 1;
        }
        differ(then.subList(thenNext, then.size()), now.subList(nowNext, now.size()), 0);
    }

    /** Between two statements that are the same, what stands at the same place is taken for the same statement, changed. */
    private void differ(List<Statement> gone, List<Statement> added, int nextLine) {
        int both = Math.min(gone.size(), added.size());
        for (int index = 0; index < both; index++) {
            Statement statement = added.get(index);
            changes.add(new Change(
                    Change.Kind.CHANGED, statement.line(), lines(Line.of(gone.get(index)), Line.of(statement))));
        }
        gone.subList(both, gone.size())
                .forEach(statement ->
                        changes.add(new Change(Change.Kind.GONE, nextLine, lines(Line.of(statement), List.of()))));
        added.subList(both, added.size())
                .forEach(statement -> changes.add(
                        new Change(Change.Kind.ADDED, statement.line(), lines(List.of(), Line.of(statement)))));
    }

    private static List<String> lines(List<Line> before, List<Line> after) {
        List<String> lines = new ArrayList<>();
        int beforeNext = 0;
        int afterNext = 0;
        List<Alignment.Pair> pairs = Alignment.of(
                before.stream().map(Line::meaning).toList(),
                after.stream().map(Line::meaning).toList());
        for (Alignment.Pair pair : pairs) {
            addDiffering(before.subList(beforeNext, pair.then()), after.subList(afterNext, pair.now()), lines);
            lines.add("  " + after.get(pair.now()).text());
            beforeNext = pair.then() + 1;
            afterNext = pair.now() + 1;
        }
        addDiffering(before.subList(beforeNext, before.size()), after.subList(afterNext, after.size()), lines);
        return nearChanges(lines);
    }

    private static void addDiffering(List<Line> before, List<Line> after, List<String> lines) {
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
