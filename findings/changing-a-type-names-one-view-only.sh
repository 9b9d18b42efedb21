#!/usr/bin/env bash
#
# PostgreSQL 18.6. If views depend on a column, ALTER COLUMN … TYPE fails and its detail names one view, the first; DROP COLUMN of the
# same column fails and its detail names all of them, also views of views. Who drops what the message of the first one names needs
# as many attempts as there are views.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install "${postgres[@]}"

java_with_postgres <<'JAVA'
statement.execute("CREATE TABLE t (id int, c int)");
statement.execute("CREATE VIEW v1 AS SELECT c FROM t");
statement.execute("CREATE VIEW v2 AS SELECT c FROM t");
statement.execute("CREATE VIEW v3 AS SELECT c FROM v1");
for (String action : new String[] {"ALTER COLUMN c TYPE bigint", "DROP COLUMN c"}) {
    try {
        statement.execute("ALTER TABLE t " + action);
    } catch (org.postgresql.util.PSQLException e) {
        System.out.println(action + ": " + e.getSQLState() + ", lines in the detail: "
                + e.getServerErrorMessage().getDetail().lines().count());
    }
}
JAVA
expect <<'EXPECTED'
ALTER COLUMN c TYPE bigint: 0A000, lines in the detail: 1
DROP COLUMN c: 2BP01, lines in the detail: 3
EXPECTED
