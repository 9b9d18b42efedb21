#!/usr/bin/env bash
#
# PostgreSQL 18.6. A session can SET a setting of its own, such as app.tenant, and read it with current_setting. One guesses that
# SHOW ALL and pg_settings list what a session has set. They do not list it, nor does pg_db_role_setting: who wants to restore or
# reset the settings of a session must know their names. RESET ALL sets it to the empty text, and it stays known until the session
# ends, so that current_setting without missing_ok succeeds where it failed before.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install "${postgres[@]}"

java_with_postgres <<'JAVA'
statement.execute("SET app.tenant = 'acme'");
print("current_setting", "SELECT current_setting('app.tenant')");
print("rows of pg_settings", "SELECT count(*) FROM pg_settings WHERE name = 'app.tenant'");
ResultSet all = statement.executeQuery("SHOW ALL");
int shown = 0;
while (all.next()) {
    shown += all.getString(1).equals("app.tenant") ? 1 : 0;
}
System.out.println("rows of SHOW ALL: " + shown);
statement.execute("RESET ALL");
print("empty after RESET ALL", "SELECT current_setting('app.tenant') = ''");
JAVA
expect <<'EXPECTED'
current_setting: acme
rows of pg_settings: 0
rows of SHOW ALL: 0
empty after RESET ALL: t
EXPECTED
