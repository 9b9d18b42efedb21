#!/usr/bin/env bash
#
# PostgreSQL 18.6. UNLISTEN * inside a transaction takes effect at its end, as LISTEN does: pg_listening_channels() still has the
# channel in the rest of the transaction. A pool that resets a session and checks the result in the same transaction finds it
# unclean.
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
                statement.execute("LISTEN jobs");
                connection.setAutoCommit(false);
                statement.execute("UNLISTEN *");
                System.out.println("channels in the transaction: " + channels(statement));
                connection.commit();
                System.out.println("channels after the commit: " + channels(statement));
            }
        }
        System.exit(0);
    }

    private static int channels(Statement statement) throws SQLException {
        ResultSet result = statement.executeQuery("SELECT count(*) FROM pg_listening_channels()");
        result.next();
        return result.getInt(1);
    }
}
JAVA
expect <<'EXPECTED'
channels in the transaction: 1
channels after the commit: 0
EXPECTED
