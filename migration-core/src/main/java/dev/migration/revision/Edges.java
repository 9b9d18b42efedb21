// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

/** The edges of one kind between the revisions of a graph, by ordinal, in both directions. */
final class Edges {

    private final int[][] down;
    private final int[][] up;

    private Edges(int[][] down) {
        this.down = down;
        this.up = reversed(down);
    }

    /**
     * Maps edges from the indexes of the linker to ordinals.
     *
     * @param order the indexes of the linker in the order of the graph
     * @param byIndex the ends of the edges, by index
     */
    static Edges of(int[] order, int[][] byIndex) {
        int[] ordinalOf = new int[order.length];
        for (int ordinal = 0; ordinal < order.length; ordinal++) {
            ordinalOf[order[ordinal]] = ordinal;
        }
        int[][] down = new int[order.length][];
        for (int ordinal = 0; ordinal < order.length; ordinal++) {
            down[ordinal] = mapped(byIndex[order[ordinal]], ordinalOf);
        }
        return new Edges(down);
    }

    /** The parents of the revision, one step down. */
    int[] down(int ordinal) {
        return down[ordinal];
    }

    /** The children of the revision, one step up, in order. */
    int[] up(int ordinal) {
        return up[ordinal];
    }

    /** For each end of an edge, the indexes at which its edges begin. */
    static int[][] reversed(int[][] edges) {
        int[] counts = new int[edges.length];
        for (int[] some : edges) {
            for (int end : some) {
                counts[end]++;
            }
        }
        int[][] reversed = new int[edges.length][];
        for (int end = 0; end < edges.length; end++) {
            reversed[end] = new int[counts[end]];
        }
        for (int begin = edges.length - 1; begin >= 0; begin--) {
            for (int end : edges[begin]) {
                reversed[end][--counts[end]] = begin;
            }
        }
        return reversed;
    }

    private static int[] mapped(int[] indexes, int[] ordinalOf) {
        int[] ordinals = new int[indexes.length];
        for (int at = 0; at < indexes.length; at++) {
            ordinals[at] = ordinalOf[indexes[at]];
        }
        return ordinals;
    }
}
