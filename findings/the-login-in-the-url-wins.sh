#!/usr/bin/env bash
#
# PostgreSQL 18.6, pgjdbc 42.7.13. DriverManager.getConnection(url, user, password) and every DataSource that is built on it pass the
# login as properties. One guesses that a login given explicitly wins over the one in the URL. The URL wins, without a warning: the
# session belongs to another role than the one that was asked for.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install "${postgres[@]}"

cat >Finding.java <<'JAVA'
import java.sql.*;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

class Finding {
    public static void main(String[] arguments) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE reader LOGIN PASSWORD 'x'");
            }
            String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
            System.out.println("without a login in the URL: " + user(url, "reader"));
            System.out.println("with a login in the URL: " + user(url + "?user=postgres&password=postgres", "reader"));
        }
        System.exit(0);
    }

    private static String user(String url, String user) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, "x");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT current_user")) {
            result.next();
            return result.getString(1);
        }
    }
}
JAVA
expect <<'EXPECTED'
without a login in the URL: reader
with a login in the URL: postgres
EXPECTED
