package dev.migration.sample.support.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The process that runs PostgreSQL on some data, found by the file {@code postmaster.pid} that it keeps beside them. */
record ServerProcess(Path file, ProcessHandle process, int port) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What the file says of the port before it says anything. */
    private static final int NOT_YET = 0;

    /** Empty when no such process is alive. */
    static Optional<ServerProcess> of(Path data) {
        var file = data.resolve("postmaster.pid");
        try {
            return read(file, Files.readAllLines(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ServerProcess> read(Path file, List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var process = ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(ProcessHandle::isAlive);
        if (process.isPresent() && isSomethingElse(process.get())) {
            // After a reboot the number may be another program's. PostgreSQL would take that for a running server and
            // refuse to start; a dead process it recognises by itself, so the file is left to it then.
            Files.delete(file);
            return Optional.empty();
        }
        return process.map(alive -> new ServerProcess(file, alive, port(lines)));
    }

    private static boolean isSomethingElse(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> !Path.of(command).getFileName().toString().startsWith("postgres"))
                .isPresent();
    }

    private static int port(List<String> lines) {
        return lines.size() < 4 ? NOT_YET : Integer.parseInt(lines.get(3).strip());
    }

    /** Ends the server, which waits for those who are connected to it and removes its file last. */
    void stop() {
        process.destroy();
        if (!Polling.until(PATIENCE, () -> Files.notExists(file) || !process.isAlive())) {
            throw new IllegalStateException("PostgreSQL (process %d) does not stop".formatted(process.pid()));
        }
    }
}
