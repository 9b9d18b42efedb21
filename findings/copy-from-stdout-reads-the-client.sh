#!/usr/bin/env bash
#
# PostgreSQL 18.6, pgjdbc 42.7.13. STDIN and STDOUT name no direction in COPY: FROM and TO alone decide. So COPY t FROM STDOUT
# waits for data of the client, and COPY t TO STDIN sends rows to it. A parser that looks for FROM STDIN to find where data
# follow a statement misses the first form, and takes its data for SQL.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install "${postgres[@]}"

java_with_postgres <<'JAVA'
statement.execute("CREATE TABLE t (a int)");
var copy = connection.unwrap(org.postgresql.PGConnection.class).getCopyAPI();
System.out.println("rows read FROM STDOUT: " + copy.copyIn("COPY t FROM STDOUT", new java.io.StringReader("1\n2\n")));
var sent = new java.io.StringWriter();
copy.copyOut("COPY t TO STDIN", sent);
System.out.println("rows sent TO STDIN: " + sent.toString().lines().count());
JAVA
expect <<'EXPECTED'
rows read FROM STDOUT: 2
rows sent TO STDIN: 2
EXPECTED
