// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.postgresql.PGConnection;

/**
 * The least that a tool can do with the driver: each script in a transaction of its own, with a row that records it and its
 * SHA-256. A script that is applied is read, and its hash compared.
 *
 * @param settings statements at the begin of a session
 */
record DriverAlone(String name, List<String> settings) implements Contender {

    private static final String COPY = "FROM stdin;\n";

    /** As many connections as the tenants of this project have by default. */
    private static final int CONNECTIONS = 4;

    static DriverAlone durable() {
        return new DriverAlone("pgjdbc", List.of());
    }

    /** Commits do not wait for the disk. */
    static DriverAlone asynchronous() {
        return new DriverAlone("pgjdbc async", List.of("SET synchronous_commit = off"));
    }

    @Override
    public boolean supports(Workload workload, Workload.Call call) {
        return settings.isEmpty() || !workload.isApplied();
    }

    @Override
    public List<String> applicationProperties(Path folder) {
        return List.of("migration.enabled=false", "spring.flyway.enabled=false");
    }

    @Override
    public String fileName(Script script) {
        return script.id() + ".sql";
    }

    @Override
    public String text(Script script) {
        return script.sql();
    }

    @Override
    public void upgrade(Address database, Path folder) throws Exception {
        run(database, folder, settings, true);
    }

    @Override
    public void record(Address database, Path folder) throws Exception {
        run(database, folder, settings, false);
    }

    @Override
    public void upgradeTenants(Address database, Path folder, List<String> schemas) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<Void>> tasks = schemas.stream()
                    .map(schema -> (Callable<Void>) () -> {
                        List<String> first = Stream.concat(settings.stream(), Stream.of("SET search_path = " + schema))
                                .toList();
                        run(database, folder, first, true);
                        return null;
                    })
                    .toList();
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    /** A JVM that only connects. */
    @Override
    public List<String> statusCommand(Address database, Path folder) {
        List<String> arguments = new ArrayList<>(List.of(ConnectOnly.class.getName()));
        arguments.addAll(database.arguments());
        return ChildProcess.java(classPath(), arguments);
    }

    private static void run(Address database, Path folder, List<String> first, boolean execute) throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : first) {
                statement.execute(setting);
            }
            statement.execute("CREATE TABLE IF NOT EXISTS version (name text PRIMARY KEY, hash text)");
            Map<String, String> applied = applied(statement);
            connection.setAutoCommit(false);
            for (Path file : files(folder)) {
                apply(statement, file, applied, execute);
            }
            connection.commit();
        }
    }

    private static void apply(Statement statement, Path file, Map<String, String> applied, boolean execute)
            throws Exception {
        String name = file.getFileName().toString();
        byte[] text = Files.readAllBytes(file);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        String known = applied.get(name);
        if (known != null && !known.equals(hash)) {
            throw new IllegalStateException(name + " was edited");
        }
        if (known == null) {
            if (execute) {
                run(statement, new String(text, StandardCharsets.UTF_8));
            }
            statement.execute("INSERT INTO version VALUES ('" + name + "', '" + hash + "')");
            if (execute) {
                statement.getConnection().commit();
            }
        }
    }

    private static Map<String, String> applied(Statement statement) throws SQLException {
        Map<String, String> hashes = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("SELECT name, hash FROM version")) {
            while (rows.next()) {
                hashes.put(rows.getString(1), rows.getString(2));
            }
        }
        return hashes;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }

    private static void run(Statement statement, String sql) throws SQLException, IOException {
        int data = sql.indexOf(COPY);
        if (data < 0) {
            statement.execute(sql);
            return;
        }
        int copy = sql.lastIndexOf(";\n", data) + 2;
        statement.execute(sql.substring(0, copy));
        String rows = sql.substring(data + COPY.length(), sql.length() - "\\.\n".length());
        statement
                .getConnection()
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(sql.substring(copy, data + COPY.length() - 2), new StringReader(rows));
    }
}
