// SPDX-License-Identifier: Apache-2.0
package dev.migration.error;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MigrationExceptionTests {

    @Test
    void theMessageContainsProblemAndRemedy() {
        assertThat(new Failure("It broke.", "Mend it."))
                .hasMessage("It broke." + System.lineSeparator() + "What to do: Mend it.");
    }

    @Test
    void problemAndRemedyAreAvailableSeparately() {
        Failure failure = new Failure("It broke.", "Mend it.");

        assertThat(failure.problem()).isEqualTo("It broke.");
        assertThat(failure.remedy()).isEqualTo("Mend it.");
    }

    private static final class Failure extends MigrationException {

        Failure(String problem, String remedy) {
            super(problem, remedy);
        }
    }
}
