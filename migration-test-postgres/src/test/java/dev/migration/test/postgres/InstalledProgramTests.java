// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InstalledProgramTests {

    @Test
    void aMissingProgramSkipsATest() {
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> InstalledProgram.require(false, "psql", ""))
                .withMessageContaining("Not installed: psql");
    }

    @Test
    void aMissingProgramThatIsRequiredFailsATest() {
        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() -> InstalledProgram.require(false, "psql", "required"))
                .withMessageContaining("Not installed: psql");
    }

    @Test
    void anInstalledProgramIsUsed() {
        assertThatCode(() -> InstalledProgram.require(true, "psql", "required")).doesNotThrowAnyException();
    }
}
