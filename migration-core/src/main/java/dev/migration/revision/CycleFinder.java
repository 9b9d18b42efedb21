// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Finds cycles among the revisions that could not be ordered. */
final class CycleFinder {

    private final int[][] parents;
    private final BitSet open;

    private CycleFinder(int[][] parents, int[] ordered) {
        this.parents = parents;
        this.open = new BitSet(parents.length);
        open.set(0, parents.length);
        IntStream.of(ordered).forEach(open::clear);
    }

    /**
     * Finds cycles that share no revision, each as a list of indexes: each index has the next as a parent, and the last
     * has the first.
     *
     * @param ordered the indexes that could be ordered
     */
    static List<List<Integer>> find(int[][] parents, int[] ordered) {
        CycleFinder search = new CycleFinder(parents, ordered);
        List<List<Integer>> found = new ArrayList<>();
        while (!search.open.isEmpty()) {
            List<Integer> cycle = search.walk(search.open.nextSetBit(0));
            if (!cycle.isEmpty()) {
                found.add(cycle);
            }
        }
        return found;
    }

    /**
     * Follows parents until an index repeats, and returns that cycle. An index without an open parent is closed, and
     * the walk continues at the previous index.
     */
    private List<Integer> walk(int start) {
        List<Integer> path = new ArrayList<>(List.of(start));
        BitSet walked = new BitSet();
        while (!path.isEmpty()) {
            int here = path.get(path.size() - 1);
            walked.set(here);
            OptionalInt next = IntStream.of(parents[here]).filter(open::get).findFirst();
            if (next.isEmpty()) {
                open.clear(here);
                path.remove(path.size() - 1);
            } else if (walked.get(next.getAsInt())) {
                List<Integer> cycle = path.subList(path.indexOf(next.getAsInt()), path.size());
                cycle.forEach(open::clear);
                return cycle;
            } else {
                path.add(next.getAsInt());
            }
        }
        return List.of();
    }
}
