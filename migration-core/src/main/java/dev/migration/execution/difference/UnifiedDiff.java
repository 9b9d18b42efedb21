// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.difference;

import java.util.ArrayList;
import java.util.List;

import dev.migration.execution.difference.SequenceAlignment.Pair;

/** The difference of two texts in the unified format, with three lines around each change. */
public final class UnifiedDiff {

    private static final int CONTEXT = 3;

    private final List<String> lines = new ArrayList<>();
    /** For each line of the diff, the lines of both texts before it. */
    private final List<Pair> places = new ArrayList<>();

    private UnifiedDiff() {}

    /**
     * @param name the name of the file
     * @return no line if the texts have equal lines
     */
    public static List<String> of(String name, String before, String after) {
        UnifiedDiff diff = new UnifiedDiff();
        List<String> then = before.lines().toList();
        List<String> now = after.lines().toList();
        Pair last = new Pair(0, 0);
        List<Pair> pairs = new ArrayList<>(SequenceAlignment.of(then, now));
        pairs.add(new Pair(then.size(), now.size()));
        for (Pair pair : pairs) {
            for (int line = last.then(); line < pair.then(); line++) {
                diff.add("-" + then.get(line), line, last.now());
            }
            for (int line = last.now(); line < pair.now(); line++) {
                diff.add("+" + now.get(line), pair.then(), line);
            }
            if (pair.then() < then.size()) {
                diff.add(" " + then.get(pair.then()), pair.then(), pair.now());
            }
            last = new Pair(pair.then() + 1, pair.now() + 1);
        }
        return diff.hunks(name);
    }

    private void add(String line, int then, int now) {
        lines.add(line);
        places.add(new Pair(then, now));
    }

    private List<String> hunks(String name) {
        List<String> text = new ArrayList<>();
        int index = 0;
        while (index < lines.size()) {
            if (!isNearChange(index)) {
                index++;
                continue;
            }
            int end = index;
            while (end < lines.size() && isNearChange(end)) {
                end++;
            }
            text.add(header(index, end));
            text.addAll(lines.subList(index, end));
            index = end;
        }
        if (!text.isEmpty()) {
            text.addAll(0, List.of("--- " + name, "+++ " + name));
        }
        return text;
    }

    private String header(int from, int to) {
        List<String> hunk = lines.subList(from, to);
        long then = hunk.stream().filter(line -> !line.startsWith("+")).count();
        long now = hunk.stream().filter(line -> !line.startsWith("-")).count();
        Pair start = places.get(from);
        return "@@ -" + (start.then() + 1) + "," + then + " +" + (start.now() + 1) + "," + now + " @@";
    }

    private boolean isNearChange(int index) {
        int from = Math.max(0, index - CONTEXT);
        int to = Math.min(lines.size(), index + CONTEXT + 1);
        return lines.subList(from, to).stream().anyMatch(line -> !line.startsWith(" "));
    }
}
