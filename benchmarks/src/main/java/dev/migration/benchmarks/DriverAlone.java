// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.postgresql.PGConnection;

/** The least that a tool can do with the driver: each script in a transaction of its own, with a row that records it. */
final class DriverAlone implements Contender {

    private static final String COPY = "FROM stdin;\n";

    @Override
    public String name() {
        return "pgjdbc";
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
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS version (name text PRIMARY KEY)");
            Set<String> applied = applied(statement);
            connection.setAutoCommit(false);
            for (Path file : files(folder)) {
                String name = file.getFileName().toString();
                if (!applied.contains(name)) {
                    run(statement, Files.readString(file));
                    statement.execute("INSERT INTO version VALUES ('" + name + "')");
                    connection.commit();
                }
            }
        }
    }

    private static Set<String> applied(Statement statement) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet rows = statement.executeQuery("SELECT name FROM version")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
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
