#!/usr/bin/env bash
#
# PostgreSQL 18.6. ALTER TYPE ... RENAME of a range type renames neither its constructor functions nor its multirange type. So
# the usual exchange (rename the old type, create the new one under the old name) fails for ranges, because a function of that
# name and these arguments exists.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install "${postgres[@]}"

java_with_postgres <<'JAVA'
statement.execute("CREATE TYPE span AS RANGE (subtype = int)");
statement.execute("ALTER TYPE span RENAME TO old_span");
print("functions called span", "SELECT count(*) FROM pg_proc WHERE proname = 'span'");
print("functions called old_span", "SELECT count(*) FROM pg_proc WHERE proname = 'old_span'");
print("multirange", "SELECT string_agg(typname, ', ') FROM pg_type WHERE typname LIKE '%span%' AND typtype = 'm'");
try {
    statement.execute("CREATE TYPE span AS RANGE (subtype = int, multirange_type_name = spans)");
} catch (SQLException e) {
    System.out.println("another range type of the old name: " + e.getSQLState());
}
JAVA
expect <<'EXPECTED'
functions called span: 2
functions called old_span: 0
multirange: span_multirange
another range type of the old name: 42723
EXPECTED
