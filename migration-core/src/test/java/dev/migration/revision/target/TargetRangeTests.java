// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision.target;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TargetRangeTests {

    @ParameterizedTest
    @ValueSource(strings = {":", "a:b", "a:", ":b", "current:+2", "billing@base:billing@head", "-3:"})
    void aRangeIsWrittenAsItIsRead(String text) {
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
