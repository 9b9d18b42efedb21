// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import dev.migration.test.postgres.OwnServer;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** A server of the installed PostgreSQL for one test class. It is as old as the installed {@code pg_dump}, which can dump it. */
final class InstalledServer implements BeforeAllCallback, AfterAllCallback {

    private final Supplier<Path> folder;
    private Optional<OwnServer> server = Optional.empty();

    /** @param folder a temporary folder of the test class */
    InstalledServer(Supplier<Path> folder) {
        this.folder = folder;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = Optional.of(InstalledPostgres.require()
                .create(folder.get().resolve("server"))
                .start());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.ifPresent(OwnServer::close);
    }

    PostgresDatabase createDatabase(String name) {
        return server.orElseThrow().createDatabase(name);
    }

    int port() {
        return server.orElseThrow().port();
    }

    /** The path of one of its programs. */
    static String program(String name) {
        return InstalledPostgres.require().program(name).toString();
    }

    /** Runs a client program on a database, and returns its output as lines. */
    List<String> run(PostgresDatabase database, String... command) throws Exception {
        return run(
                Map.of(
                        "PGHOST", "localhost",
                        "PGPORT", String.valueOf(port()),
                        "PGUSER", database.username(),
                        "PGDATABASE", database.name()),
                command);
    }

    /** Runs a program that must succeed, and returns its output as lines. */
    static List<String> run(Map<String, String> variables, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }
}
