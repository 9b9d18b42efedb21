#!/usr/bin/env bash
#
# PostgreSQL 18.6. pg_init_privs is where the server notes the privileges that initdb granted, so that pg_dump can tell what users
# changed since then. It has entries for pg_catalog only: initdb grants SELECT on the views of information_schema too, but afterwards.
# Whoever looks for changed privileges by comparing relacl with pg_init_privs finds 62 "changed" views in a new database.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install "${postgres[@]}"

java_with_postgres <<'JAVA'
for (String schema : new String[] {"pg_catalog", "information_schema"}) {
    String relations = " FROM pg_class c LEFT JOIN pg_init_privs p ON p.classoid = 'pg_class'::regclass AND p.objoid = c.oid"
            + " AND p.objsubid = 0 WHERE c.relacl IS NOT NULL AND c.relnamespace = '" + schema + "'::regnamespace";
    print(schema + ", relations with privileges that equal the initial ones", "SELECT count(*) > 0" + relations
            + " AND c.relacl = p.initprivs");
    print(schema + ", relations with privileges and without initial ones", "SELECT count(*)" + relations
            + " AND p.initprivs IS NULL");
}
JAVA
expect <<'EXPECTED'
pg_catalog, relations with privileges that equal the initial ones: t
pg_catalog, relations with privileges and without initial ones: 0
information_schema, relations with privileges that equal the initial ones: f
information_schema, relations with privileges and without initial ones: 62
EXPECTED
