#!/usr/bin/env bash
#
# PostgreSQL 18.6, pgjdbc 42.7.13. ALTER DATABASE … SET DateStyle = 'ISO, DMY' counts for every new session, as psql shows. Not for
# pgjdbc: it sends DateStyle=ISO at the start, which sets the form of the output, and the order of day and month falls back to the
# one that the server was configured with. The text 01/02/2026 is then another day than in psql. Other defaults of the database
# (IntervalStyle here) stay.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install "${postgres[@]}"

java_with_postgres <<'JAVA'
statement.execute("ALTER DATABASE postgres SET DateStyle = 'ISO, DMY'");
statement.execute("ALTER DATABASE postgres SET IntervalStyle = 'iso_8601'");
connect();
print("DateStyle of the session", "SHOW DateStyle");
print("IntervalStyle of the session", "SHOW IntervalStyle");
print("01/02/2026 is", "SELECT '01/02/2026'::date::text");
statement.execute("SET DateStyle = 'ISO, DMY'");
print("01/02/2026 with the database's order is", "SELECT '01/02/2026'::date::text");
JAVA
expect <<'EXPECTED'
DateStyle of the session: ISO, MDY
IntervalStyle of the session: iso_8601
01/02/2026 is: 2026-01-02
01/02/2026 with the database's order is: 2026-02-01
EXPECTED
