// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Runs one program at a time and waits until it ends. Another thread may stop the program. */
public final class ProcessRunner {

    private static final int KEPT_LINES = 40;
    private static final Duration GRACE_PERIOD = Duration.ofSeconds(5);

    private volatile Optional<Process> running = Optional.empty();
    private final AtomicBoolean stopped = new AtomicBoolean();

    /**
     * Runs a program until it ends.
     *
     * @throws ProcessException if the program does not start, exceeds its time limit, or this runner was stopped; the program
     *     does not run any more then
     */
    public ProcessResult run(ProcessCommand command) {
        Process process = start(command);
        running = Optional.of(process);
        if (stopped.get()) {
            terminate(process);
        }
        OutputReader output = new OutputReader(process, command);
        output.start();
        try {
            return result(process, command, output);
        } catch (InterruptedException interrupted) {
            terminate(process);
            Thread.currentThread().interrupt();
            throw new ProcessException(
                    "The thread that waited for '" + command.program() + "' was interrupted.", "Start again.");
        } finally {
            running = Optional.empty();
        }
    }

    /** Whether {@link #stop} was called. The output of a program that was stopped has no meaning. */
    public boolean isStopped() {
        return stopped.get();
    }

    /**
     * Terminates the running program and its children, kills those that ignore it for 5 seconds, and returns when none is left. This
     * runner starts no other program afterwards.
     */
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            running.ifPresent(ProcessRunner::kill);
        }
    }

    private static ProcessResult result(Process process, ProcessCommand command, OutputReader output)
            throws InterruptedException {
        boolean inTime = await(process, command.options().timeout());
        if (!inTime) {
            kill(process);
        }
        output.join(GRACE_PERIOD.toMillis());
        if (!inTime) {
            throw timeout(command, output);
        }
        return output.result(process.waitFor());
    }

    private Process start(ProcessCommand command) {
        if (stopped.get()) {
            throw new ProcessException(
                    "'" + command.program() + "' was not started: this process is shutting down.", "Start again.");
        }
        try {
            Process process = command.process().start();
            process.getOutputStream().close();
            return process;
        } catch (IOException failure) {
            throw new ProcessException(
                    "'" + command.program() + "' cannot be run: " + failure.getMessage() + ".",
                    "Install it, or correct its name.");
        }
    }

    private static ProcessException timeout(ProcessCommand command, OutputReader output) {
        return new ProcessException(
                "'" + command.program() + "' did not finish within "
                        + command.options().timeout().orElseThrow().toSeconds() + " s and was terminated."
                        + output.text(),
                "Find out what it waits for.");
    }

    private static boolean await(Process process, Optional<Duration> timeout) throws InterruptedException {
        if (timeout.isPresent()) {
            return process.waitFor(timeout.get().toMillis(), TimeUnit.MILLISECONDS);
        }
        process.waitFor();
        return true;
    }

    private static void kill(Process process) {
        terminate(process).forEach(CompletableFuture::join);
    }

    /**
     * Terminates a program and its children, and kills those that are alive after the grace period. The children are listed before
     * their parent ends: afterwards they are nobody's. They would keep the output open.
     */
    private static List<CompletableFuture<ProcessHandle>> terminate(Process process) {
        List<ProcessHandle> family = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        family.forEach(ProcessHandle::destroy);
        return family.stream().map(ProcessRunner::killLater).toList();
    }

    private static CompletableFuture<ProcessHandle> killLater(ProcessHandle process) {
        return process.onExit()
                .orTimeout(GRACE_PERIOD.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(tooLong -> {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                    return process;
                });
    }

    /** Reads the output of a program, so that the program never blocks on a full pipe, and keeps the last lines. */
    private static final class OutputReader extends Thread {

        private final InputStream stream;
        private final Deque<String> last = new ArrayDeque<>();
        private int lines;

        OutputReader(Process process, ProcessCommand command) {
            super("output-of-" + process.pid());
            boolean inFile = command.options().standardOutput().isPresent();
            this.stream = inFile ? process.getErrorStream() : process.getInputStream();
            setDaemon(true);
        }

        @Override
        public void run() {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, Charset.defaultCharset()))) {
                String line = reader.readLine();
                while (line != null) {
                    add(line);
                    line = reader.readLine();
                }
            } catch (IOException closed) {
                // The program was terminated while it printed; the output so far is kept.
                add("(" + closed.getMessage() + ")");
            }
        }

        // The waiting thread reads the lines, also before this thread has reached the end of the stream.
        private synchronized void add(String line) {
            lines++;
            last.addLast(line);
            if (last.size() > KEPT_LINES) {
                last.removeFirst();
            }
        }

        synchronized ProcessResult result(int exitCode) {
            return new ProcessResult(exitCode, List.copyOf(last), lines);
        }

        String text() {
            ProcessResult soFar = result(0);
            return soFar.output().isEmpty() ? "" : " Its output:" + System.lineSeparator() + soFar.indentedOutput();
        }
    }
}
