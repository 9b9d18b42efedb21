#!/usr/bin/env bash
#
# PostgreSQL 18.6. Every role can SET a setting of its own, such as app.tenant, in its session, and the owner of a database can store
# settings that every role may change with ALTER DATABASE … SET. One guesses that the owner can store app.tenant, too. The server
# refuses (42501), also from the current value and also for the owner's own role: it does not know yet whether a library that is
# loaded later lets only superusers change it. A superuser stores it, and then it holds for every session of the owner.
# So a copy of a database that is made by a role without superuser rights lacks such settings. The options of the connection
# (-c app.tenant=…) work for every role.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install "${postgres[@]}"

java_with_postgres <<'JAVA'
statement.execute("CREATE ROLE owner CREATEDB");
statement.execute("SET ROLE owner");
statement.execute("CREATE DATABASE mine");
for (String sql : new String[] {
    "SET app.tenant = 'acme'",
    "ALTER DATABASE mine SET work_mem = '5MB'",
    "ALTER DATABASE mine SET app.tenant = 'acme'",
    "ALTER DATABASE mine SET app.tenant FROM CURRENT",
    "ALTER ROLE owner SET app.tenant = 'acme'",
    "RESET ROLE; ALTER DATABASE mine SET app.tenant = 'acme'"}) {
    try {
        statement.execute(sql);
        System.out.println(sql + ": done");
    } catch (SQLException refused) {
        System.out.println(sql + ": " + refused.getSQLState());
    }
}
JAVA
expect <<'EXPECTED'
SET app.tenant = 'acme': done
ALTER DATABASE mine SET work_mem = '5MB': done
ALTER DATABASE mine SET app.tenant = 'acme': 42501
ALTER DATABASE mine SET app.tenant FROM CURRENT: 42501
ALTER ROLE owner SET app.tenant = 'acme': 42501
RESET ROLE; ALTER DATABASE mine SET app.tenant = 'acme': done
EXPECTED
