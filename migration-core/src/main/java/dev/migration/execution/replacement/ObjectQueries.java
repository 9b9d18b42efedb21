// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.replacement;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.springframework.jdbc.UncategorizedSQLException;

import dev.migration.execution.session.MigrationSession;
import dev.migration.sql.Quoting;

/** Asks the server which objects the statements of repeatables mean, with the settings that a repeatable finds. */
record ObjectQueries(MigrationSession session) {

    /** A function may have variants that no repeatable creates; then none of them counts. */
    private static final String FOUND = """
            WITH declared(number, kind, name, relation) AS (VALUES %s),
            found AS (
              SELECT number, c.oid, 'pg_class' AS catalog, c.relname AS name, c.relnamespace AS namespace FROM declared
                JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(declared.name)
                WHERE kind OPERATOR(pg_catalog.=) 'VIEW' AND c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['v', 'm']::"char"[])
              UNION ALL SELECT number, oid, 'pg_proc', proname, pronamespace FROM (
                SELECT d.number, p.oid, p.proname, p.pronamespace, pg_catalog.count(*) OVER (PARTITION BY d.number) AS variants,
                    (SELECT pg_catalog.count(*) FROM declared o WHERE o.kind OPERATOR(pg_catalog.=) 'ROUTINE' AND o.name OPERATOR(pg_catalog.=) d.name) AS created
                  FROM declared d CROSS JOIN LATERAL (SELECT pg_catalog.parse_ident(d.name) AS parts) AS written
                    JOIN pg_catalog.pg_proc p ON p.proname OPERATOR(pg_catalog.=) parts[pg_catalog.cardinality(parts)]::pg_catalog.name
                      AND CASE WHEN pg_catalog.cardinality(parts) OPERATOR(pg_catalog.=) 1 THEN pg_catalog.pg_function_is_visible(p.oid)
                        ELSE p.pronamespace OPERATOR(pg_catalog.=) pg_catalog.to_regnamespace(pg_catalog.quote_ident(parts[1])) END
                  WHERE d.kind OPERATOR(pg_catalog.=) 'ROUTINE') AS routine WHERE variants OPERATOR(pg_catalog.<=) created
              UNION ALL SELECT number, t.oid, 'pg_trigger', tgname, relnamespace FROM declared
                JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(relation)
                JOIN pg_catalog.pg_trigger t ON tgrelid OPERATOR(pg_catalog.=) c.oid AND NOT tgisinternal
                  AND tgname OPERATOR(pg_catalog.=) (pg_catalog.parse_ident(name))[1]::pg_catalog.name WHERE kind OPERATOR(pg_catalog.=) 'TRIGGER'
              UNION ALL SELECT number, p.oid, 'pg_policy', polname, relnamespace FROM declared
                JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(relation)
                JOIN pg_catalog.pg_policy p ON polrelid OPERATOR(pg_catalog.=) c.oid
                  AND polname OPERATOR(pg_catalog.=) (pg_catalog.parse_ident(name))[1]::pg_catalog.name WHERE kind OPERATOR(pg_catalog.=) 'POLICY'
              UNION ALL SELECT number, r.oid, 'pg_rewrite', rulename, relnamespace FROM declared
                JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(relation)
                JOIN pg_catalog.pg_rewrite r ON ev_class OPERATOR(pg_catalog.=) c.oid
                  AND rulename OPERATOR(pg_catalog.=) (pg_catalog.parse_ident(name))[1]::pg_catalog.name WHERE kind OPERATOR(pg_catalog.=) 'RULE')
            SELECT pg_catalog.min(number), found.oid, pg_catalog.upper(i.type), pg_catalog.quote_ident(nspname), pg_catalog.quote_ident(found.name), i.identity
              FROM found JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) namespace
                CROSS JOIN LATERAL pg_catalog.pg_identify_object(('pg_catalog.' OPERATOR(pg_catalog.||) catalog)::pg_catalog.regclass, found.oid, 0) AS i
              GROUP BY found.oid, i.type, nspname, found.name, i.identity ORDER BY 1""";

    /**
     * The objects that exist and pass the filter, with their facts, in the order in which the repeatables create them.
     *
     * @throws org.springframework.dao.DataAccessException if a query fails
     */
    List<FoundObject> find(List<DeclaredObject> declared, Predicate<FoundObject> filter) {
        return declared.isEmpty()
                ? List.of()
                : inRolledBackTransaction(() -> found(declared).stream()
                        .filter(filter)
                        .map(object -> object.with(facts(object)))
                        .toList());
    }

    private List<FoundObject> found(List<DeclaredObject> declared) {
        String values = IntStream.range(0, declared.size())
                .mapToObj(number -> row(number, declared.get(number).object()))
                .collect(Collectors.joining(", "));
        return session.jdbc()
                .query(
                        FOUND.formatted(values),
                        (row, line) -> new FoundObject(
                                declared.get(row.getInt(1)),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                List.of()));
    }

    private static String row(int number, CreatedObject object) {
        return Stream.of(object.kind().name(), object.name(), object.table())
                .map(Quoting::literal)
                .collect(Collectors.joining(", ", "(" + number + ", ", ")"));
    }

    private List<String> facts(FoundObject object) {
        return session.jdbc()
                .queryForList(
                        ObjectFacts.query(
                                object.kind(),
                                object.oid(),
                                Quoting.literal(object.identity()),
                                Quoting.literal(object.type())),
                        String.class);
    }

    private <T> T inRolledBackTransaction(Supplier<T> queries) {
        try {
            session.connection().setAutoCommit(false);
            try {
                session.statements().resetStatementsInTransaction().forEach(session::query);
                return queries.get();
            } finally {
                session.connection().rollback();
                session.connection().setAutoCommit(true);
            }
        } catch (SQLException failure) {
            throw new UncategorizedSQLException("objects of repeatables", null, failure);
        }
    }
}
