// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConsolePromptTests {

    private static final Scene SCENE = new Scene("FAILED", "Look here.\nAnd there.", Scene.NOTHING, Scene.NOTHING);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void saysWhatIsToBeSeenAndWhereAndGoesOnByTime() {
        present(prompt(InputStream.nullInputStream(), Duration.ofMillis(1)));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains(
                        "Demo, state 2 of 8: FAILED",
                        "  Look here.\n  And there.\n",
                        "http://localhost:8080/actuator/migrationspage",
                        "Press Enter for the next state");
    }

    @Test
    void enterEndsTheScene() throws IOException {
        try (var keyboard = new PipedOutputStream();
                var input = new PipedInputStream(keyboard)) {
            var prompt = prompt(input, Duration.ofHours(1));
            var scene = CompletableFuture.runAsync(() -> present(prompt));

            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
                keyboard.write('\n');
                keyboard.flush();
                return scene.isDone();
            });
        }
    }

    private ConsolePrompt prompt(InputStream in, Duration pause) {
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new ConsolePrompt(in, out, pause, () -> "http://localhost:8080");
    }

    private static void present(ConsolePrompt prompt) {
        try {
            prompt.present(SCENE, 2, 8);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CompletionException(interrupted);
        }
    }
}
