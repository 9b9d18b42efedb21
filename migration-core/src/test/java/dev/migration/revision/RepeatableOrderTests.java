// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RepeatableOrderTests {

    @Test
    void namesDecideWhereNeedsDoNot() {
        assertThat(new RepeatableOrder(Map.of("b", List.of(), "c", List.of(), "a", List.of("c"))).names())
                .containsExactly("b", "c", "a");
    }

    @Test
    void unknownNeedsAreIgnored() {
        assertThat(new RepeatableOrder(Map.of("a", List.of("gone"))).names()).containsExactly("a");
    }

    @Test
    void eachCycleIsFoundOnce() {
        RepeatableOrder order = new RepeatableOrder(Map.of(
                "a", List.of("b"),
                "b", List.of("a"),
                "c", List.of("a", "d"),
                "d", List.of("c"),
                "e", List.of("e")));

        assertThat(order.cycles()).containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
        assertThat(order.names()).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
    }

    @Test
    void needsComeFirstInAnyOrderOfTheFiles() {
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            List<String> names = new ArrayList<>(
                    IntStream.range(0, 30).mapToObj(number -> "r" + number).toList());
            Collections.shuffle(names, random);
            Map<String, List<String>> needs = new LinkedHashMap<>();
            for (int index = 0; index < names.size(); index++) {
                needs.put(names.get(index), index == 0 ? List.of() : List.of(names.get(random.nextInt(index))));
            }
            List<String> order = new RepeatableOrder(needs).names();

            assertThat(order).containsExactlyInAnyOrderElementsOf(names);
            needs.forEach((name, needed) ->
                    needed.forEach(need -> assertThat(order.indexOf(need)).isLessThan(order.indexOf(name))));
            List<String> shuffled = new ArrayList<>(names);
            Collections.shuffle(shuffled, random);
            Map<String, List<String>> again = new LinkedHashMap<>();
            shuffled.forEach(name -> again.put(name, needs.getOrDefault(name, List.of())));
            assertThat(new RepeatableOrder(again).names()).isEqualTo(order);
        }
    }
}
