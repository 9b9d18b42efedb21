#!/usr/bin/env bash
#
# pgjdbc 42.7.13, PostgreSQL 18.6. ResultSetMetaData.getColumnType answers from what the result brought. getColumnTypeName of the same
# column, even of a built-in type such as text[], first sends a query of the catalogs: whether the column is a serial decides its
# name. It is one more round trip for each result, and a query that the application did not write, on its search_path.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install "${postgres[@]}"

java_with_postgres <<'JAVA'
statement.execute("CREATE TABLE t (names text[])");
var sent = new java.util.ArrayList<String>();
var log = java.util.logging.Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
log.setUseParentHandlers(false);
log.setLevel(java.util.logging.Level.ALL);
log.addHandler(new java.util.logging.Handler() {
    public void publish(java.util.logging.LogRecord entry) {
        String text = new java.util.logging.SimpleFormatter().formatMessage(entry);
        if (text.contains("FE=> Parse")) {
            sent.add(text.contains("pg_catalog") ? "a query of the catalogs" : "the query");
        }
    }
    public void flush() {}
    public void close() {}
});
try (var prepared = connection.prepareStatement("SELECT names FROM t"); var rows = prepared.executeQuery()) {
    var columns = rows.getMetaData();
    System.out.println("getColumnType: " + java.sql.JDBCType.valueOf(columns.getColumnType(1)) + ", sent: " + sent);
    System.out.println("getColumnTypeName: " + columns.getColumnTypeName(1) + ", sent: " + sent);
}
JAVA
expect <<'EXPECTED'
getColumnType: ARRAY, sent: [the query]
getColumnTypeName: _text, sent: [the query, a query of the catalogs]
EXPECTED
