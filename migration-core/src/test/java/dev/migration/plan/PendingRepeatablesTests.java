// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.migration.revision.Repeatable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The text and the row of a repeatable are written as {@code name=text}; {@code name=} is a row whose object was
 * dropped.
 */
class PendingRepeatablesTests {

    private static final List<Repeatable> SCRIPTS =
            List.of(script("a=1"), script("b=1", "a"), script("c=1", "b"), script("d=1"));

    @Test
    void aRepeatableThatWasNeverAppliedIsPending() {
        assertThat(pending(rows("a=1", "b=1", "c=1"))).containsExactly("d");
    }

    @Test
    void nothingIsPendingWhenEveryTextIsApplied() {
        assertThat(pending(rows("a=1", "b=1", "c=1", "d=1", "gone=1"))).isEmpty();
    }

    @Test
    void aRepeatableThatNeedsAChangedOneIsPending() {
        assertThat(pending(rows("a=0", "b=1", "c=1", "d=1"))).containsExactly("a", "b", "c");
        assertThat(pending(rows("a=1", "b=0", "c=1", "d=1"))).containsExactly("b", "c");
    }

    @Test
    void aDroppedRepeatableIsPendingAndThoseThatNeedIt() {
        assertThat(pending(rows("a=1", "b=1", "c=1", "d=1"), "b")).containsExactly("b", "c");
        assertThat(pending(rows("a=1", "b=1", "c=", "d=1"))).containsExactly("c");
    }

    @Test
    void inANewerDatabaseOnlyDroppedRepeatablesArePending() {
        PendingRepeatables ahead = new PendingRepeatables(SCRIPTS, rows("a=0", "b=1", "c="), true);

        assertThat(names(ahead.pendingAfter(List.of()))).containsExactly("c");
        assertThat(names(ahead.pendingAfter(List.of("b")))).containsExactly("b", "c");
    }

    private static List<String> pending(Map<String, Optional<String>> applied, String... reapplied) {
        return names(new PendingRepeatables(SCRIPTS, applied, false).pendingAfter(List.of(reapplied)));
    }

    private static List<String> names(List<Repeatable> repeatables) {
        return repeatables.stream().map(Repeatable::name).toList();
    }

    private static Repeatable script(String text, String... needs) {
        String[] parts = text.split("=", -1);
        return new Repeatable(parts[0], List.of(needs), parts[1], "");
    }

    private static Map<String, Optional<String>> rows(String... texts) {
        Map<String, Optional<String>> rows = new HashMap<>();
        Arrays.stream(texts)
                .map(text -> text.split("=", -1))
                .forEach(parts -> rows.put(parts[0], Optional.of(parts[1]).filter(known -> !known.isEmpty())));
        return rows;
    }
}
