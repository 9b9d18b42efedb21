// SPDX-License-Identifier: Apache-2.0
package dev.migration.maven.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The process of a goal. */
class CommandProcessTests {

    @TempDir
    Path folder;

    private int run(List<String> words) throws Exception {
        Path classes = Path.of(WrittenArguments.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return new CommandProcess(
                        new ProjectProgram(List.of(classes.toString()), List.of(WrittenArguments.class.getName())),
                        folder)
                .run(words);
    }

    @Test
    void theProgramGetsEachWordAsItIs() throws Exception {
        List<String> words =
                List.of("upgrade", "two words", "C:\\folder\\", "\"quoted\"", "it's", "#no comment", "", "@file");

        assertThat(run(words)).isEqualTo(3);

        assertThat(Files.readAllLines(folder.resolve("received"))).isEqualTo(words);
    }

    @Test
    void theListOfProcessesShowsNoPassword() throws Exception {
        run(List.of("--password", "s3cret"));

        List<String> visible = Files.readAllLines(folder.resolve("visible"));
        assertThat(visible).hasSize(1).allSatisfy(word -> assertThat(word).startsWith("@"));
        assertThat(Path.of(visible.get(0).substring(1))).doesNotExist();
    }

    @Test
    void quotesKeepWordsTogether() {
        assertThat(WordSplitter.split("--rev-id b1  -m 'two words' --tag=\"a b\""))
                .containsExactly("--rev-id", "b1", "-m", "two words", "--tag=a b");
        assertThat(WordSplitter.split(" ")).isEmpty();
    }
}
