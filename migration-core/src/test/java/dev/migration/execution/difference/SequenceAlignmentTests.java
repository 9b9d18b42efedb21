// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.difference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SequenceAlignmentTests {

    @ParameterizedTest
    @CsvSource({
        "abc, abc, 0:0 1:1 2:2",
        "abc, axc, 0:0 2:2",
        "abc, bc, 1:0 2:1",
        "abc, ab, 0:0 1:1",
        "abcabba, cbabac, 2:0 4:1 5:3 6:4",
        "aaaa, aa, 0:0 1:1",
        "xaby, yabx, 1:1 2:2"
    })
    void findsWhatIsCommon(String then, String now, String pairs) {
        assertThat(describe(SequenceAlignment.of(letters(then), letters(now)))).isEqualTo(pairs);
    }

    @Test
    void nothingIsCommonWithNothing() {
        assertThat(SequenceAlignment.of(List.of(), letters("abc"))).isEmpty();
        assertThat(SequenceAlignment.of(letters("abc"), List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void pairsAreEqualAndAscend(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<String> then = randomLetters(random);
            List<String> now = randomLetters(random);

            assertLegal(then, now, SequenceAlignment.of(then, now));
        }
    }

    @Test
    void aHundredThousandReversedElementsAreAlignedQuickly() {
        List<String> then = numbers(100_000);
        List<String> now = new ArrayList<>(then);
        Collections.reverse(now);

        List<SequenceAlignment.Pair> pairs = SequenceAlignment.of(then, now);

        assertThat(pairs).hasSize(1);
        assertLegal(then, now, pairs);
    }

    @Test
    void aHundredThousandRepeatedElementsAreAlignedQuickly() {
        List<String> then =
                IntStream.range(0, 100_000).mapToObj(number -> "" + number % 7).toList();
        List<String> now = IntStream.range(0, 100_000)
                .mapToObj(number -> "" + (6 - number % 7))
                .toList();

        assertLegal(then, now, SequenceAlignment.of(then, now));
    }

    @Test
    void oneChangeAmongAHundredThousandIsOneChange() {
        List<String> then = numbers(100_000);
        List<String> now = new ArrayList<>(then);
        now.set(50_000, "other");
        now.remove(20_000);

        assertThat(SequenceAlignment.of(then, now)).hasSize(99_998);
    }

    private static void assertLegal(List<String> then, List<String> now, List<SequenceAlignment.Pair> pairs) {
        int thenLast = -1;
        int nowLast = -1;
        for (SequenceAlignment.Pair pair : pairs) {
            assertThat(pair.then()).isGreaterThan(thenLast);
            assertThat(pair.now()).isGreaterThan(nowLast);
            assertThat(then.get(pair.then())).isEqualTo(now.get(pair.now()));
            thenLast = pair.then();
            nowLast = pair.now();
        }
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(number -> "" + number).toList();
    }

    private static List<String> randomLetters(Random random) {
        return random.ints(random.nextInt(30), 0, 8)
                .mapToObj(letter -> "" + (char) ('a' + letter))
                .toList();
    }

    private static List<String> letters(String word) {
        return word.chars().mapToObj(letter -> "" + (char) letter).toList();
    }

    private static String describe(List<SequenceAlignment.Pair> pairs) {
        return String.join(
                " ", pairs.stream().map(pair -> pair.then() + ":" + pair.now()).toList());
    }
}
