#!/usr/bin/env bash
#
# PostgreSQL 18.6. ADD COLUMN with a default of a VOLATILE function rewrites the table, because each row needs a value of its
# own. If it is an SQL function whose body is a constant, the planner inlines it first, the expression is not volatile any
# more, and the table is not rewritten. So the volatility in pg_proc does not say whether there will be a rewrite.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install "${postgres[@]}"

java_with_postgres <<'JAVA'
statement.execute("CREATE TABLE t AS SELECT generate_series(1, 10) AS id");
statement.execute("CREATE FUNCTION constant() RETURNS int VOLATILE LANGUAGE sql RETURN 4");
statement.execute("CREATE FUNCTION random_number() RETURNS int VOLATILE LANGUAGE sql RETURN (random() * 9)::int");
for (String function : new String[] {"constant", "random_number"}) {
    String before = value("SELECT pg_relation_filenode('t')");
    statement.execute("ALTER TABLE t ADD COLUMN " + function + " int DEFAULT " + function + "()");
    System.out.println(value("SELECT provolatile FROM pg_proc WHERE proname = '" + function + "'") + " " + function
            + ", rewritten: " + !before.equals(value("SELECT pg_relation_filenode('t')")));
}
JAVA
expect <<'EXPECTED'
v constant, rewritten: false
v random_number, rewritten: true
EXPECTED
