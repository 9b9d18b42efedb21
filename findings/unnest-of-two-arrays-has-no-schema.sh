#!/usr/bin/env bash
#
# PostgreSQL 18.6. unnest with several arrays in FROM is syntax, not a function: pg_catalog.unnest(a, b) does not exist,
# although pg_catalog.unnest(a) does. A query that qualifies every function, so that the search_path does not matter, has to
# use ROWS FROM with one unnest for each array.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install "${postgres[@]}"

java_with_postgres <<'JAVA'
print("one array", "SELECT count(*) FROM pg_catalog.unnest(ARRAY[1, 2])");
print("two arrays, without a schema", "SELECT count(*) FROM unnest(ARRAY[1, 2], ARRAY[3])");
print("two arrays in ROWS FROM", "SELECT count(*) FROM ROWS FROM (pg_catalog.unnest(ARRAY[1, 2]), pg_catalog.unnest(ARRAY[3]))");
try {
    print("two arrays", "SELECT count(*) FROM pg_catalog.unnest(ARRAY[1, 2], ARRAY[3])");
} catch (SQLException e) {
    System.out.println("two arrays, with the schema: " + e.getSQLState());
}
JAVA
expect <<'EXPECTED'
one array: 2
two arrays, without a schema: 2
two arrays in ROWS FROM: 2
two arrays, with the schema: 42883
EXPECTED
