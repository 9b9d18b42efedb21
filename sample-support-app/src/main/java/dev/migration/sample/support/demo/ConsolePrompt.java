// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Prints what is to be seen, and waits for Enter, but not longer than the pause. Without an input only the time counts. */
final class ConsolePrompt implements Prompt {

    private static final String LINE = "-".repeat(100);

    private final LinkedBlockingQueue<Integer> enters = new LinkedBlockingQueue<>();
    private final InputStream in;
    private final PrintStream out;
    private final Duration pause;
    private final Supplier<String> address;

    /**
     * @param pause the time for each scene
     * @param address of the application, without a path; known when it is up
     */
    ConsolePrompt(InputStream in, PrintStream out, Duration pause, Supplier<String> address) {
        this.in = in;
        this.out = out;
        this.pause = pause;
        this.address = address;
        var reader = new Thread(this::read, "demo-input");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            for (var read = in.read(); read >= 0; read = in.read()) {
                if (read == '\n') {
                    enters.add(read);
                }
            }
        } catch (IOException noInput) {
            out.println("No input can be read; the demo goes on by time: " + noInput);
        }
    }

    @Override
    public void present(Scene scene, int number, int count) throws InterruptedException {
        out.println(text(scene, number, count));
        enters.clear();
        enters.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private String text(Scene scene, int number, int count) {
        var at = address.get();
        return """

                %s
                Demo, state %d of %d: %s

                %s
                  status page   %s/actuator/migrationspage
                  endpoint      %s/actuator/migrations    (health: %s/actuator/health)
                  application   %s/

                Press Enter for the next state; it comes by itself after %d s.
                %s
                """.formatted(
                LINE, number, count, scene.title(), scene.text().indent(2), at, at, at, at, pause.toSeconds(), LINE);
    }
}
