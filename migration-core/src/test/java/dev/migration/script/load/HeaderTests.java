// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.revision.Revision;
import dev.migration.script.ScriptOptions;

import static dev.migration.script.load.Parsing.script;
import static org.assertj.core.api.Assertions.assertThat;

class HeaderTests {

    @Test
    void severalDownRevisionsMakeAMerge() {
        assertThat(revision("-- @revises b, c,d").downRevisions()).containsExactly("b", "c", "d");
    }

    @Test
    void theSameDownRevisionCountsOnce() {
        assertThat(revision("-- @revises b, c, b").downRevisions()).containsExactly("b", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-- @revises base"})
    void noDownRevisionMakesABase(String directive) {
        assertThat(revision(directive).isBase()).isTrue();
    }

    @Test
    void dependenciesAreIdsOrLabels() {
        assertThat(revision("-- @depends-on b, billing").dependsOn()).containsExactly("b", "billing");
    }

    @Test
    void aRevisionMayReplaceOthers() {
        assertThat(revision("-- @replaces b, c,d").replaces()).containsExactly("b", "c", "d");
    }

    @Test
    void aBranchMayHaveSeveralLabels() {
        assertThat(revision("-- @branch billing, money").branchLabels()).containsExactly("billing", "money");
    }

    @ParameterizedTest
    @CsvSource({"2025-01-15T10:30:00Z", "2025-01-15T11:30+01:00", "2025-01-15T10:30:00.000Z"})
    void anInstantMayHaveAnyOffset(String text) {
        assertThat(revision("-- @created " + text).created()).contains(Instant.parse("2025-01-15T10:30:00Z"));
    }

    @Test
    void theFirstCommentWithTextIsTheMessage() {
        assertThat(script("--\n----\n-- @revision a\n--- Add a column. \n-- Really.\n-- @upgrade\n-- Now.")
                        .revision()
                        .message())
                .isEqualTo("Add a column.");
    }

    @Test
    void blockCommentsAreNotTheMessage() {
        assertThat(script("/* Copyright */\n-- Add a column.\n-- @revision a\n-- @upgrade\n")
                        .revision()
                        .message())
                .isEqualTo("Add a column.");
    }

    @Test
    void aMessageIsOptional() {
        assertThat(script("-- @revision a\n-- @upgrade\n-- Not a message.").revision())
                .isEqualTo(Revision.of("a"));
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "2s, PT2S", "2 s, PT2S", "5min, PT5M", "1h, PT1H", "0s, PT0S"})
    void durationsHaveAUnit(String text, Duration duration) {
        assertThat(options("-- @lock-timeout " + text).lockTimeout()).contains(duration);
    }

    @Test
    void eachTimeoutHasADirective() {
        assertThat(options("-- @lock-timeout 2s\n-- @statement-timeout 5min"))
                .isEqualTo(new ScriptOptions(
                        Optional.of(Duration.ofSeconds(2)),
                        Optional.of(Duration.ofMinutes(5)),
                        Optional.empty(),
                        false,
                        List.of()));
    }

    @Test
    void withoutTimeoutsTheSettingsApply() {
        assertThat(options("")).isEqualTo(ScriptOptions.NONE);
    }

    private static Revision revision(String directives) {
        return script("-- @revision a\n" + directives + "\n-- @upgrade\n").revision();
    }

    private static ScriptOptions options(String directives) {
        return script("-- @revision a\n" + directives + "\n-- @upgrade\n").options();
    }
}
