// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision.target;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TargetTests {

    @Test
    void symbolsAreRecognised() {
        assertThat(Target.parse("heads")).isEqualTo(new Target.Heads());
        assertThat(Target.parse("head")).isEqualTo(new Target.Head());
        assertThat(Target.parse("base")).isEqualTo(new Target.Base());
        assertThat(Target.parse("current")).isEqualTo(new Target.Current());
    }

    @ParameterizedTest
    @CsvSource({"+1, 1", "-1, -1", "+12, 12", "-007, -7", "+999999999, 999999999"})
    void aSignAndANumberAreRelative(String text, int steps) {
        assertThat(Target.parse(text)).isEqualTo(new Target.Relative(steps));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc123", "1", "12", "release_2.1", "HEAD", "Base", "_", "..."})
    void anyOtherNameIsAnIdOrALabel(String text) {
        assertThat(Target.parse(text)).isEqualTo(new Target.Named(text));
    }

    @Test
    void stepsAfterANameOrASymbolCountFromIt() {
        assertThat(Target.parse("rel-2")).isEqualTo(new Target.Walk(new Target.Named("rel"), -2));
        assertThat(Target.parse("head-1")).isEqualTo(new Target.Walk(new Target.Head(), -1));
        assertThat(Target.parse("base+3")).isEqualTo(new Target.Walk(new Target.Base(), 3));
    }

    @Test
    void aBranchMayPrecedeAnyTarget() {
        assertThat(Target.parse("label@head")).isEqualTo(new Target.InBranch("label", new Target.Head()));
        assertThat(Target.parse("label@abc")).isEqualTo(new Target.InBranch("label", new Target.Named("abc")));
        assertThat(Target.parse("label@-1")).isEqualTo(new Target.InBranch("label", new Target.Relative(-1)));
        assertThat(Target.parse("label@abc+2"))
                .isEqualTo(new Target.InBranch("label", new Target.Walk(new Target.Named("abc"), 2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rel-0", "rel+0"})
    void zeroStepsFromARevisionMeanTheRevision(String text) {
        assertThat(Target.parse(text)).isEqualTo(new Target.Named("rel"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+0",
                "-0",
                "+",
                "-",
                "--1",
                "+1.5",
                "+1234567890",
                "+9999999999",
                "current@head",
                "head@head",
                "a b",
                "a,b",
                "a:b",
                "rel-2-1",
                "1+1+1",
                "+-1",
                "label@",
                "@head",
                "a@b@c",
                "ü"
            })
    void anyOtherTextIsRefused(String text) {
        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> Target.parse(text))
                .satisfies(refused -> {
                    assertThat(refused.problem()).isEqualTo("'" + text.strip() + "' is not a target.");
                    assertThat(refused.fault()).isEqualTo(new ResolutionFault.Unreadable(text.strip()));
                    assertThat(refused.remedy())
                            .contains("heads, head, base, current", "branch label", "+N or -N (N from 1)", "'branch@'");
                });
    }

    @Test
    void aLongTextIsShortenedInTheMessage() {
        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> Target.parse("-- ".repeat(1_000)))
                .satisfies(refused ->
                        assertThat(refused.problem()).hasSizeLessThan(120).contains("…'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "head",
                "heads",
                "base",
                "current",
                "abc123",
                "a.b_c",
                "+1",
                "-12",
                "+3",
                "-2",
                "abc+2",
                "abc-2",
                "rel-2",
                "head-1",
                "base+3",
                "current-1",
                "billing@head",
                "billing@heads",
                "billing@base",
                "billing@abc",
                "billing@+1",
                "billing@-2",
                "child@point",
                "billing@head-1",
                "billing@abc+2",
                "label@head",
                "label@abc+2",
                "2025.01.rev"
            })
    void aTargetIsWrittenAsItIsRead(String text) {
        assertThat(Target.parse(text)).hasToString(text);
        assertThat(Target.parse(" " + text + "\n")).isEqualTo(Target.parse(text));
    }
}
