#!/usr/bin/env bash
#
# PostgreSQL 18.6, pgjdbc 42.7.13. A statement can switch standard_conforming_strings off, and then a backslash in a plain literal
# is an escape. One guesses that the statement counts for what follows it. But the server lexes all statements of one simple-query
# message before it executes the first: for a SET, a DO block or a function, literals later in the same message keep the old
# meaning, without a warning, and the same text sent as two messages stores another value.
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
            String url = server.getJdbcUrl("postgres", "postgres") + "&preferQueryMode=simple";
            for (String change : new String[] {
                "SET standard_conforming_strings = off",
                "DO $$BEGIN SET standard_conforming_strings = off; END$$",
                "SELECT set_config('standard_conforming_strings', 'off', false)"
            }) {
                System.out.println(length(url, change + "; SELECT length('a\\\\b')") + " in one message, "
                        + length(url, change, "SELECT length('a\\\\b')") + " in two");
            }
        }
        System.exit(0);
    }

    private static int length(String url, String... messages) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            int length = -1;
            for (String message : messages) {
                boolean rows = statement.execute(message);
                while (rows || statement.getUpdateCount() >= 0) {
                    if (rows) {
                        ResultSet result = statement.getResultSet();
                        result.next();
                        length = result.getMetaData().getColumnName(1).equals("length") ? result.getInt(1) : length;
                    }
                    rows = statement.getMoreResults();
                }
            }
            return length;
        }
    }
}
JAVA
expect <<'EXPECTED'
4 in one message, 3 in two
4 in one message, 3 in two
4 in one message, 3 in two
EXPECTED
