// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.difference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds common elements of two sequences, in order.
 *
 * <ol>
 *   <li>Equal elements at the beginning and at the end are paired.
 *   <li>Elements that occur once in both sequences are anchors; the longest increasing sequence of them is paired, as in a
 *       patience diff.
 *   <li>Between two anchors the longest common subsequence is computed if the gap is small; otherwise its elements are not
 *       paired.
 * </ol>
 *
 * So time and memory grow almost linearly for any input; the result may be shorter than the longest common subsequence. ADR 30
 * compares this class with a library.
 */
final class SequenceAlignment {

    /** The largest number of table cells for one gap: a thousand changed lines between two anchors. */
    private static final int LARGEST_TABLE = 1_000_000;

    private final List<String> then;
    private final List<String> now;
    private final List<Pair> pairs = new ArrayList<>();

    private SequenceAlignment(List<String> then, List<String> now) {
        this.then = then;
        this.now = now;
    }

    /** The places of two equal elements. */
    record Pair(int then, int now) {}

    /** A range of both sequences; the ends are exclusive. */
    private record Gap(int then, int thenEnd, int now, int nowEnd) {

        boolean isEmpty() {
            return then == thenEnd || now == nowEnd;
        }
    }

    /** The pairs of equal elements, ascending in both sequences. */
    static List<Pair> of(List<String> then, List<String> now) {
        SequenceAlignment alignment = new SequenceAlignment(then, now);
        alignment.align(new Gap(0, then.size(), 0, now.size()), true);
        return alignment.pairs;
    }

    private void align(Gap whole, boolean mayAnchor) {
        int head = 0;
        while (whole.then + head < whole.thenEnd
                && whole.now + head < whole.nowEnd
                && same(whole.then + head, whole.now + head)) {
            pairs.add(new Pair(whole.then + head, whole.now + head));
            head++;
        }
        int tail = commonTail(whole, head);
        Gap middle = new Gap(whole.then + head, whole.thenEnd - tail, whole.now + head, whole.nowEnd - tail);
        if (!middle.isEmpty()) {
            between(middle, mayAnchor);
        }
        for (int index = tail; index > 0; index--) {
            pairs.add(new Pair(whole.thenEnd - index, whole.nowEnd - index));
        }
    }

    private int commonTail(Gap whole, int head) {
        int tail = 0;
        while (whole.thenEnd - tail > whole.then + head
                && whole.nowEnd - tail > whole.now + head
                && same(whole.thenEnd - tail - 1, whole.nowEnd - tail - 1)) {
            tail++;
        }
        return tail;
    }

    private void between(Gap gap, boolean mayAnchor) {
        List<Pair> anchors = mayAnchor ? increasing(anchors(gap)) : List.of();
        if (anchors.isEmpty()) {
            longestCommon(gap);
            return;
        }
        int then = gap.then;
        int now = gap.now;
        for (Pair anchor : anchors) {
            align(new Gap(then, anchor.then, now, anchor.now), false);
            pairs.add(anchor);
            then = anchor.then + 1;
            now = anchor.now + 1;
        }
        align(new Gap(then, gap.thenEnd, now, gap.nowEnd), false);
    }

    /** The elements that occur once in both ranges of a gap, in the order of the first. */
    private List<Pair> anchors(Gap gap) {
        Map<String, Integer> places = places(now, gap.now, gap.nowEnd);
        Map<String, Integer> here = places(then, gap.then, gap.thenEnd);
        List<Pair> anchors = new ArrayList<>();
        for (int index = gap.then; index < gap.thenEnd; index++) {
            int place = places.getOrDefault(then.get(index), -1);
            if (place >= 0 && here.getOrDefault(then.get(index), -1) == index) {
                anchors.add(new Pair(index, place));
            }
        }
        return anchors;
    }

    /** The place of each element; -1 for an element that occurs more than once. */
    private static Map<String, Integer> places(List<String> elements, int from, int to) {
        Map<String, Integer> places = new HashMap<>();
        for (int index = from; index < to; index++) {
            places.merge(elements.get(index), index, (first, second) -> -1);
        }
        return places;
    }

    /** The longest subsequence in which the second places ascend too. */
    private static List<Pair> increasing(List<Pair> anchors) {
        int[] tops = new int[anchors.size()];
        int[] before = new int[anchors.size()];
        int length = 0;
        for (int index = 0; index < anchors.size(); index++) {
            int now = anchors.get(index).now;
            int low = 0;
            for (int high = length; low < high; ) {
                int middle = (low + high) >>> 1;
                if (anchors.get(tops[middle]).now < now) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            before[index] = low == 0 ? -1 : tops[low - 1];
            tops[low] = index;
            length = Math.max(length, low + 1);
        }
        Pair[] longest = new Pair[length];
        for (int index = length == 0 ? -1 : tops[length - 1]; index >= 0; index = before[index]) {
            longest[--length] = anchors.get(index);
        }
        return Arrays.asList(longest);
    }

    private void longestCommon(Gap gap) {
        int rows = gap.thenEnd - gap.then;
        int columns = gap.nowEnd - gap.now;
        if ((long) rows * columns > LARGEST_TABLE) {
            return;
        }
        int[][] lengths = lengths(gap, rows, columns);
        int row = 0;
        int column = 0;
        while (row < rows && column < columns) {
            if (same(gap.then + row, gap.now + column)) {
                pairs.add(new Pair(gap.then + row++, gap.now + column++));
            } else if (lengths[row + 1][column] >= lengths[row][column + 1]) {
                row++;
            } else {
                column++;
            }
        }
    }

    /** The length of the longest common subsequence from each pair of places on. */
    private int[][] lengths(Gap gap, int rows, int columns) {
        int[][] lengths = new int[rows + 1][columns + 1];
        for (int row = rows - 1; row >= 0; row--) {
            for (int column = columns - 1; column >= 0; column--) {
                lengths[row][column] = same(gap.then + row, gap.now + column)
                        ? lengths[row + 1][column + 1] + 1
                        : Math.max(lengths[row + 1][column], lengths[row][column + 1]);
            }
        }
        return lengths;
    }

    private boolean same(int thenIndex, int nowIndex) {
        return then.get(thenIndex).equals(now.get(nowIndex));
    }
}
