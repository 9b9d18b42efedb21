// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a command and measures it. */
final class ChildProcess {

    private ChildProcess() {}

    /**
     * A command that starts a class in a JVM.
     *
     * @param arguments options of the JVM, the class and its arguments
     */
    static List<String> java(String classPath, List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath));
        command.addAll(arguments);
        return command;
    }

    /** Starts a command without measuring it. */
    static Process start(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(
                        ProcessBuilder.Redirect.to(folder.resolve("stderr").toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The output of a command. */
    static String output(String name, Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(name + " failed: " + output);
        }
        return output;
    }

    /** Measures a whole command. Its processor time and memory are those of a moment before its end. */
    static Sample measure(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = start(folder, environment, command);
        Watch watch = new Watch(process);
        watch.start();
        output(command.get(0), process);
        double millis = (System.nanoTime() - start) / 1e6;
        watch.join();
        return new Sample(millis, watch.cpuMillis, watch.residentMegabytes);
    }

    /** Reads what a process has used until it ends. */
    private static final class Watch extends Thread {

        private static final Duration PAUSE = Duration.ofMillis(5);

        private final Process process;
        private volatile double cpuMillis;
        private volatile double residentMegabytes;

        Watch(Process process) {
            super("watch");
            setDaemon(true);
            this.process = process;
        }

        @Override
        public void run() {
            boolean over = false;
            while (!over) {
                cpuMillis = process.info()
                        .totalCpuDuration()
                        .map(Duration::toMillis)
                        .orElse((long) cpuMillis);
                residentMegabytes = Math.max(residentMegabytes, Sample.residentMegabytes(process.pid()));
                over = hasEnded();
            }
        }

        private boolean hasEnded() {
            try {
                return process.waitFor(PAUSE.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
            } catch (InterruptedException end) {
                currentThread().interrupt();
                return true;
            }
        }
    }
}
