package dev.migration.revision;

import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TargetGrammarTests {

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
                "abc+2",
                "abc-2",
                "head-1",
                "base+3",
                "billing@head",
                "billing@heads",
                "billing@base",
                "billing@abc",
                "billing@+1",
                "billing@-2",
                "child@point",
                "billing@head-1",
                "billing@abc+2",
                "current-1",
                "2025.01.rev"
            })
    void aTargetReadsAsItIsWritten(String text) {
        assertThat(Target.parse(text)).hasToString(text);
        assertThat(Target.parse(" " + text + "\n")).isEqualTo(Target.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                "-",
                "+0",
                "a b",
                "@head",
                "billing@",
                "a@b@c",
                "head@head",
                "a:b",
                "+-1",
                "1+1+1",
                "ä",
                "+9999999999"
            })
    void anythingElseIsRefused(String text) {
        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> Target.parse(text))
                .satisfies(refusal -> assertThat(refusal.fault()).isInstanceOf(ResolutionFault.Unreadable.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc-0", "abc+0"})
    void noStepsFromARevisionAreTheRevision(String text) {
        assertThat(Target.parse(text)).isEqualTo(new Target.Named("abc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {":", "a:b", "a:", ":b", "current:+2", "billing@base:billing@head", "-3:"})
    void aRangeReadsAsItIsWritten(String text) {
        assertThat(TargetRange.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a:b:c"})
    void aRangeHasOneColon(String text) {
        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> TargetRange.parse(text))
                .satisfies(refusal -> assertThat(refusal.fault()).isInstanceOf(ResolutionFault.UnreadableRange.class));
    }
}
