#!/usr/bin/env bash
#
# PostgreSQL 18.6. pg_has_role(user, role, 'MEMBER') is the documented way to ask for a membership. For a superuser it is true for
# every role, also for one that was created a moment ago by somebody else, although pg_auth_members has no such row: the function
# answers what the user may do, not what was granted. A check "owned by a role I belong to" passes for every owner.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install "${postgres[@]}"

java_with_postgres <<'JAVA'
statement.execute("CREATE ROLE stranger");
statement.execute("CREATE ROLE plain");
print("superuser", "SELECT pg_has_role('postgres', 'stranger', 'MEMBER')");
print("plain role", "SELECT pg_has_role('plain', 'stranger', 'MEMBER')");
print("memberships granted", "SELECT count(*) FROM pg_auth_members WHERE roleid = 'stranger'::regrole"
        + " AND member = 'postgres'::regrole AND (inherit_option OR set_option)");
JAVA
expect <<'EXPECTED'
superuser: t
plain role: f
memberships granted: 0
EXPECTED
