// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.util.List;

import org.springframework.jdbc.core.JdbcOperations;

import dev.migration.sql.Quoting;
import dev.migration.version.UnsafeStateTablesException.Fault;

/**
 * Names the objects because of which the state tables cannot be trusted. These queries run only after a check has failed or found
 * another owner, because the server needs longer to plan them than to run the check.
 */
public final class StateTableFaults {

    /** What takes part in a read or a write of the table {@code c} in the schema {@code n}, with a remedy. */
    private static final String PARTAKERS = """
            SELECT pg_catalog.format('is a %s, not a table', CASE WHEN c.relkind OPERATOR(pg_catalog.=) 'v' THEN 'view'
                WHEN c.relkind OPERATOR(pg_catalog.=) 'm' THEN 'materialized view'
                WHEN c.relkind OPERATOR(pg_catalog.=) 'p' THEN 'partitioned table'
                WHEN c.relkind OPERATOR(pg_catalog.=) 'f' THEN 'foreign table' ELSE 'relation of another kind' END),
              'Rename or drop it, or set migration.schema, migration.revision-table or migration.history-table.'
              WHERE c.relkind OPERATOR(pg_catalog.<>) 'r'
            UNION ALL SELECT 'is unlogged, so that a crash of the server empties it',
                pg_catalog.format('ALTER TABLE %I.%I SET LOGGED;', n.nspname, c.relname)
              WHERE c.relpersistence OPERATOR(pg_catalog.=) 'u'
            UNION ALL SELECT 'is a temporary table', pg_catalog.format('DROP TABLE %I.%I;', n.nspname, c.relname)
              WHERE c.relpersistence OPERATOR(pg_catalog.=) 't'
            UNION ALL SELECT pg_catalog.format('has the rule %I', r.rulename),
                pg_catalog.format('DROP RULE %I ON %I.%I;', r.rulename, n.nspname, c.relname)
              FROM pg_catalog.pg_rewrite r WHERE c.relkind OPERATOR(pg_catalog.=) 'r'
                AND r.ev_class OPERATOR(pg_catalog.=) c.oid AND r.ev_enabled OPERATOR(pg_catalog.<>) 'D'
            UNION ALL SELECT pg_catalog.format('has the trigger %I', t.tgname),
                pg_catalog.format('DROP TRIGGER %I ON %I.%I;', t.tgname, n.nspname, c.relname)
              FROM pg_catalog.pg_trigger t WHERE t.tgrelid OPERATOR(pg_catalog.=) c.oid AND NOT t.tgisinternal
                AND t.tgenabled OPERATOR(pg_catalog.<>) 'D'
            UNION ALL SELECT pg_catalog.format('inherits from %I', p.relname),
                pg_catalog.format('Remove it from %I (NO INHERIT or DETACH PARTITION).', p.relname)
              FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid OPERATOR(pg_catalog.=) i.inhparent
              WHERE i.inhrelid OPERATOR(pg_catalog.=) c.oid
            UNION ALL SELECT pg_catalog.format('has the child table %I', p.relname),
                pg_catalog.format('Remove the child table %I (NO INHERIT).', p.relname)
              FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid OPERATOR(pg_catalog.=) i.inhrelid
              WHERE c.relkind OPERATOR(pg_catalog.=) 'r' AND i.inhparent OPERATOR(pg_catalog.=) c.oid
            UNION ALL SELECT pg_catalog.format('has row level security that filters for role %I (%s)', CURRENT_USER,
                COALESCE((SELECT pg_catalog.format('policy %s', pg_catalog.string_agg(pg_catalog.quote_ident(p.polname), ', '))
                  FROM pg_catalog.pg_policy p WHERE p.polrelid OPERATOR(pg_catalog.=) c.oid
                  HAVING pg_catalog.count(*) OPERATOR(pg_catalog.>) 0), 'no policy')),
                pg_catalog.format('ALTER TABLE %I.%I DISABLE ROW LEVEL SECURITY; or use a role with BYPASSRLS.',
                  n.nspname, c.relname)
              WHERE c.relrowsecurity AND pg_catalog.row_security_active(c.oid)""";

    /**
     * Trusted are the current role, the roles that it can use, superusers and the owner of the database. For a superuser,
     * {@code pg_has_role} is true for every role, so the memberships are followed here. PostgreSQL 16 makes the creator of a role
     * a member that may only administer it; such a membership does not count.
     */
    private static final String UNTRUSTED_OWNER = """
            SELECT pg_catalog.format('belongs to role %I, which role %I does not trust', o.rolname, CURRENT_USER),
              pg_catalog.format('Find out who created it. If it is yours: ALTER TABLE %I.%I OWNER TO %I; if not, drop it, or'
                ' set migration.schema.', n.nspname, c.relname, CURRENT_USER)
            FROM pg_catalog.pg_roles o WHERE o.oid OPERATOR(pg_catalog.=) c.relowner AND NOT o.rolsuper
              AND o.rolname OPERATOR(pg_catalog.<>) ALL (ARRAY[CURRENT_USER, 'pg_database_owner']::pg_catalog.name[])
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_database d WHERE d.datdba OPERATOR(pg_catalog.=) o.oid
                AND d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
              AND NOT EXISTS (WITH RECURSIVE usable (role) AS (
                  SELECT u.oid FROM pg_catalog.pg_roles u WHERE u.rolname OPERATOR(pg_catalog.=) CURRENT_USER
                  UNION SELECT m.roleid FROM pg_catalog.pg_auth_members m
                    JOIN usable ON m.member OPERATOR(pg_catalog.=) usable.role
                    WHERE COALESCE((pg_catalog.to_jsonb(m) OPERATOR(pg_catalog.->>) 'inherit_option')::pg_catalog.bool, true)
                      OR COALESCE((pg_catalog.to_jsonb(m) OPERATOR(pg_catalog.->>) 'set_option')::pg_catalog.bool, true))
                SELECT FROM usable WHERE usable.role OPERATOR(pg_catalog.=) o.oid)""";

    private final JdbcOperations jdbc;

    public StateTableFaults(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The faults of the tables.
     *
     * @param owner whether an owner that the current role does not trust is a fault
     */
    public List<Fault> of(StateTableCheck check, boolean owner) {
        return read(query(check, owner));
    }

    /** A query for one text that names all faults and all remedies, empty if there are none. */
    public static String asText(StateTableCheck check) {
        return "SELECT COALESCE(pg_catalog.string_agg(pg_catalog.format('%s (%s)', f.text, f.remedy), '; '), '') FROM ("
                + query(check, true) + ") AS f (text, remedy)";
    }

    private static String query(StateTableCheck check, boolean owner) {
        return "SELECT pg_catalog.format('%I.%I %s', n.nspname, c.relname, fault.text), fault.remedy FROM ("
                + check.schemaQuery()
                + ") AS place JOIN pg_catalog.pg_namespace n ON n.nspname OPERATOR(pg_catalog.=) place.schema::pg_catalog.name"
                + " JOIN pg_catalog.pg_class c ON c.relnamespace OPERATOR(pg_catalog.=) n.oid CROSS JOIN LATERAL ("
                + PARTAKERS + (owner ? "\nUNION ALL " + UNTRUSTED_OWNER : "")
                + ") AS fault (text, remedy) WHERE c.relname OPERATOR(pg_catalog.=) ANY (" + check.names() + ")";
    }

    /** A table of applied revisions that the search_path hides, unless an untrusted role has put it there. */
    List<Fault> hidden(StateTableCheck check) {
        return read(
                "SELECT pg_catalog.format('%I.%I is not the only table of this name in the search_path: %I.%I is another one',"
                        + " place.schema, c.relname, n.nspname, c.relname),"
                        + " pg_catalog.format('Set migration.schema to the right one: %s or %s.', place.schema, n.nspname) FROM ("
                        + check.schemaQuery()
                        + ") AS place CROSS JOIN pg_catalog.unnest(pg_catalog.current_schemas(false)) AS s (name)"
                        + " JOIN pg_catalog.pg_namespace n ON n.nspname OPERATOR(pg_catalog.=) s.name"
                        + " AND n.nspname OPERATOR(pg_catalog.<>) place.schema::pg_catalog.name"
                        + " AND n.oid OPERATOR(pg_catalog.<>) pg_catalog.pg_my_temp_schema()"
                        + " JOIN pg_catalog.pg_class c ON c.relnamespace OPERATOR(pg_catalog.=) n.oid AND c.relname"
                        + " OPERATOR(pg_catalog.=) "
                        + Quoting.literal(check.tables().revisionTable())
                        + " WHERE NOT EXISTS (" + UNTRUSTED_OWNER + ")");
    }

    private List<Fault> read(String query) {
        return jdbc.query(query, (row, number) -> new Fault(row.getString(1), row.getString(2)));
    }
}
