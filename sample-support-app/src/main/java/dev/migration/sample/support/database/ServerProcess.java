// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The process of a PostgreSQL server, which is found through the file {@code postmaster.pid} in its data folder. */
record ServerProcess(Path file, ProcessHandle process, int port) {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    /** The port as long as the file does not contain it yet. */
    private static final int UNKNOWN_PORT = 0;

    /** Returns the process of the server on some data; empty if it is not alive. */
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
            // After a reboot, another program may have the process id. PostgreSQL would treat it as a running server
            // and refuse to start. If the process is dead, PostgreSQL recognizes that itself and the file is kept.
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
        return lines.size() < 4 ? UNKNOWN_PORT : Integer.parseInt(lines.get(3).strip());
    }

    /** Stops the server, which waits until its sessions have ended and deletes its file at the end. */
    void stop() {
        process.destroy();
        if (!Polling.until(STOP_TIMEOUT, () -> Files.notExists(file) || !process.isAlive())) {
            throw new IllegalStateException("PostgreSQL (process %d) does not stop".formatted(process.pid()));
        }
    }
}
