package dev.migration.cli;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What cannot be read is told once, without the words that the parser puts before it. */
class MisspelledTests {

    @TempDir
    Path folder;

    @Test
    void aChoiceThatIsMissingIsOneFailure() {
        assertTold("Failed: Missing required argument (specify one of these)", "resolve", "a1");
    }

    @Test
    void aValueOfAnotherFormNamesItsOptionOnce() {
        assertTold(
                "Failed: The value of option '-x' (KEY=VALUE) should be in KEY=VALUE format", "plan", "-x", "broken");
    }

    private void assertTold(String problem, String... words) {
        Shell.Ended ended = Shell.in(folder).run(words);

        assertThat(ended.err()).startsWith(problem).contains("What to do: Type 'migration " + words[0] + " --help'.");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
    }
}
