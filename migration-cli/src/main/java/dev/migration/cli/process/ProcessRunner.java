package dev.migration.cli.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs one program at a time and waits for it. Another thread may stop it. */
public final class ProcessRunner {

    private static final int KEPT_LINES = 40;
    private static final Duration AFTER_THE_END = Duration.ofSeconds(5);

    private volatile Optional<Process> running = Optional.empty();
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** @throws ProcessException if it does not begin, does not end in time, or was stopped; then it is over */
    public ProcessResult run(ProcessCommand call) {
        Process process = start(call);
        running = Optional.of(process);
        if (stopped.get()) {
            end(process);
        }
        Listener listener = new Listener(process);
        listener.start();
        try {
            boolean inTime = await(process, call.longest());
            if (!inTime) {
                endSurely(process);
            }
            listener.join(AFTER_THE_END.toMillis());
            if (!inTime) {
                throw new ProcessException(
                        "'" + call.program() + "' was not done after "
                                + call.longest().orElseThrow().toSeconds() + " s and was ended." + listener.said(),
                        "See what it waits for.");
            }
            return listener.ended(process.waitFor());
        } catch (InterruptedException interrupted) {
            end(process);
            Thread.currentThread().interrupt();
            throw new ProcessException("'" + call.program() + "' was not waited for.", "Start again.");
        } finally {
            running = Optional.empty();
        }
    }

    /** Whether somebody stopped it; what a program says then is of no interest. */
    public boolean isStopped() {
        return stopped.get();
    }

    /** Ends the program that runs; none is begun any more. */
    public void stop() {
        stopped.set(true);
        running.ifPresent(ProcessRunner::end);
    }

    private Process start(ProcessCommand call) {
        if (stopped.get()) {
            throw new ProcessException("'" + call.program() + "' was not begun: this process ends.", "Start again.");
        }
        try {
            Process process = call.process().start();
            process.getOutputStream().close();
            return process;
        } catch (IOException failure) {
            throw new ProcessException(
                    "'" + call.program() + "' cannot be run: " + failure.getMessage() + ".",
                    "Install it, or correct its name.");
        }
    }

    private static boolean await(Process process, Optional<Duration> longest) throws InterruptedException {
        if (longest.isPresent()) {
            return process.waitFor(longest.get().toMillis(), TimeUnit.MILLISECONDS);
        }
        process.waitFor();
        return true;
    }

    private static void endSurely(Process process) throws InterruptedException {
        end(process);
        if (!process.waitFor(AFTER_THE_END.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** With what it has begun itself, which would keep its output open. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    /** Reads what the program says, so that it never waits for us, and keeps the end of it. */
    private static final class Listener extends Thread {

        private final Process process;
        private final Deque<String> last = new ArrayDeque<>();
        private int lines;

        Listener(Process process) {
            super("output-of-" + process.pid());
            this.process = process;
            setDaemon(true);
        }

        @Override
        public void run() {
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), Charset.defaultCharset()))) {
                String line = reader.readLine();
                while (line != null) {
                    add(line);
                    line = reader.readLine();
                }
            } catch (IOException closed) {
                // The program was ended while it spoke; what it said so far is kept.
                add("(" + closed.getMessage() + ")");
            }
        }

        // Asked by the thread that waits, also when this one has not come to the end.
        private synchronized void add(String line) {
            lines++;
            last.addLast(line);
            if (last.size() > KEPT_LINES) {
                last.removeFirst();
            }
        }

        synchronized ProcessResult ended(int exitCode) {
            return new ProcessResult(exitCode, List.copyOf(last), lines);
        }

        String said() {
            ProcessResult soFar = ended(0);
            return soFar.output().isEmpty() ? "" : " It said:" + System.lineSeparator() + soFar.text();
        }
    }
}
