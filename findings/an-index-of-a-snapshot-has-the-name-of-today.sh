#!/usr/bin/env bash
#
# PostgreSQL 18.6. A query reads pg_index and pg_class by its snapshot, but regclass prints the name that the OID has now. A query
# for invalid indexes that began before a REINDEX CONCURRENTLY of another session ended returns the name of the valid index: the
# two have exchanged their names. Its locks, which pg_locks shows as they are, are gone by then. Who drops what such a query
# names drops the index that is in use.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install "${postgres[@]}"

java_with_postgres <<'JAVA'
statement.execute("CREATE TABLE t AS SELECT 1 AS a");
statement.execute("CREATE UNIQUE INDEX in_use ON t (a)");
var database = server.getPostgresDatabase();
try (var old = database.getConnection(); var reader = database.getConnection()) {
    old.createStatement().execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1 FROM pg_class");
    var reindex = new Thread(() -> {
        try (var other = database.getConnection()) {
            other.createStatement().execute("REINDEX INDEX CONCURRENTLY in_use");
        } catch (SQLException failure) {
            System.out.println(failure);
        }
    });
    reindex.start();
    long end = System.nanoTime() + 30_000_000_000L;
    while (System.nanoTime() < end && value("SELECT count(*) FROM pg_stat_progress_create_index WHERE phase = 'waiting for old snapshots'").equals("0")) {
        Thread.onSpinWait();
    }
    statement.execute("CREATE TABLE newer ()");
    reader.createStatement().execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1 FROM pg_class");
    old.createStatement().execute("ROLLBACK");
    reindex.join();
    var rows = reader.createStatement().executeQuery("SELECT c.relname, i.indexrelid::regclass FROM pg_index i"
            + " JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid AND NOT EXISTS (SELECT FROM pg_locks l"
            + " WHERE l.relation = i.indexrelid AND l.mode = 'ShareUpdateExclusiveLock')");
    while (rows.next()) {
        System.out.println("invalid, and no session builds it: " + rows.getString(1) + ", as regclass: " + rows.getString(2));
    }
}
print("valid", "SELECT string_agg(indexrelid::regclass::text, ' ') FROM pg_index WHERE indrelid = 't'::regclass AND indisvalid");
JAVA
expect <<'EXPECTED'
invalid, and no session builds it: in_use_ccnew, as regclass: in_use
valid: in_use
EXPECTED
