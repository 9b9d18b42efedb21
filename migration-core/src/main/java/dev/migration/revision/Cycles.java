package dev.migration.revision;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds circles among revisions that no order could take in. */
final class Cycles {

    private final int[][] parents;
    private final BitSet open;

    private Cycles(int[][] parents, int[] ordered) {
        this.parents = parents;
        this.open = new BitSet(parents.length);
        open.set(0, parents.length);
        IntStream.of(ordered).forEach(open::clear);
    }

    /**
     * Circles that share no revision with each other; each as indexes, every one standing on the next and the last on the
     * first.
     *
     * @param ordered the indexes that an order could take in
     */
    static List<List<Integer>> find(int[][] parents, int[] ordered) {
        Cycles search = new Cycles(parents, ordered);
        List<List<Integer>> found = new ArrayList<>();
        while (!search.open.isEmpty()) {
            List<Integer> cycle = search.walk(search.open.nextSetBit(0));
            if (!cycle.isEmpty()) {
                found.add(cycle);
            }
        }
        return found;
    }

    /** Walks down until it meets itself or has nowhere to go, and closes what it walked. */
    private List<Integer> walk(int start) {
        Set<Integer> path = new LinkedHashSet<>();
        OptionalInt next = OptionalInt.of(start);
        while (next.isPresent() && path.add(next.getAsInt())) {
            next = IntStream.of(parents[next.getAsInt()]).filter(open::get).findFirst();
        }
        List<Integer> walked = List.copyOf(path);
        List<Integer> cycle =
                next.isPresent() ? walked.subList(walked.indexOf(next.getAsInt()), walked.size()) : List.of();
        List<Integer> closed = cycle.isEmpty() ? walked : cycle;
        closed.forEach(open::clear);
        return cycle;
    }
}
