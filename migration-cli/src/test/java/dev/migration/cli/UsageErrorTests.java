// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A usage error is printed once, without the prefixes of the parser's messages. */
class UsageErrorTests {

    @TempDir
    Path folder;

    @Test
    void aMissingChoiceIsOneFailure() {
        assertUsageError("Failed: Missing required argument (specify one of these)", "resolve", "a1");
    }

    @Test
    void anInvalidValueNamesItsOptionOnce() {
        assertUsageError(
                "Failed: The value of option '-x' (KEY=VALUE) should be in KEY=VALUE format", "plan", "-x", "broken");
    }

    private void assertUsageError(String problem, String... arguments) {
        Shell.Ended ended = Shell.in(folder).run(arguments);

        assertThat(ended.err())
                .startsWith(problem)
                .contains("What to do: Type 'migration " + arguments[0] + " --help'.");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
    }
}
