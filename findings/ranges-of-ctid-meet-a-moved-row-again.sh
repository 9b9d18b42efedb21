#!/usr/bin/env bash
#
# PostgreSQL 18.6. An UPDATE by ranges of ctid, whose last block is read before the first range, changes some rows more than
# once: the new version of a row goes into any page with free space, also into one ahead of the range and before the last
# block. A bound at the start does not help, if the table has free space and the update is not HOT.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install "${postgres[@]}"

java_with_postgres <<'JAVA'
statement.execute("CREATE TABLE t (id int, n int DEFAULT 0, filler text)");
statement.execute("INSERT INTO t SELECT i, 0, repeat('x', 100) FROM generate_series(1, 20000) i");
statement.execute("CREATE INDEX ON t (n)");
statement.execute("DELETE FROM t WHERE id % 4 = 0");
statement.execute("VACUUM t");
int blocks = Integer.parseInt(value("SELECT pg_relation_size('t') / current_setting('block_size')::int"));
for (int block = 0; block < blocks; block += 10) {
    int end = Math.min(block + 10, blocks);
    statement.execute("UPDATE t SET n = n + 1 WHERE ctid >= '(" + block + ",0)' AND ctid < '(" + end + ",0)'");
}
print("every row was changed", "SELECT min(n) >= 1 FROM t");
print("some rows were changed more than once", "SELECT max(n) > 1 FROM t");
JAVA
expect <<'EXPECTED'
every row was changed: t
some rows were changed more than once: t
EXPECTED
