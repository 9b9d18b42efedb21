// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A schema that comes before {@code pg_catalog} in the search_path contains a function, an operator, a type and a relation for
 * each name of {@code pg_catalog}. A statement of this library that uses one of them by its unqualified name fails.
 */
abstract class PlantedObjectTestBase extends MigratorTestBase {

    private static final String PLANT = """
            CREATE SCHEMA planted;
            CREATE SEQUENCE planted.calls;
            CREATE FUNCTION planted.called(what text) RETURNS bool LANGUAGE plpgsql SET search_path = pg_catalog AS $$
                BEGIN PERFORM nextval('planted.calls'); RAISE EXCEPTION 'planted object: %', what; END $$;
            DO $plant$
            DECLARE f record; arguments text;
            BEGIN
              FOR f IN SELECT oid, proname, proargtypes, prorettype, provariadic FROM pg_proc
                  WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind IN ('f', 'a', 'w') LOOP
                FOREACH arguments IN ARRAY ARRAY[
                    (SELECT coalesce(string_agg('pg_catalog.' || quote_ident(t.typname), ', ' ORDER BY place), '')
                      FROM unnest(f.proargtypes) WITH ORDINALITY a (type, place) JOIN pg_type t ON t.oid = a.type),
                    (SELECT coalesce(string_agg('pg_catalog.' || quote_ident(replace(t.typname, 'text', 'varchar')), ', '
                      ORDER BY place), '')
                      FROM unnest(f.proargtypes) WITH ORDINALITY a (type, place) JOIN pg_type t ON t.oid = a.type),
                    (SELECT string_agg('pg_catalog.anyelement', ', ') FROM unnest(f.proargtypes) a WHERE a <> 0
                      HAVING bool_or(a = '"any"'::regtype)),
                    CASE WHEN '"any"'::regtype = ANY (f.proargtypes) THEN 'VARIADIC pg_catalog.text[]' END] LOOP
                  CONTINUE WHEN arguments IS NULL;
                  BEGIN
                    EXECUTE format('CREATE FUNCTION planted.%I(%s) RETURNS %s LANGUAGE plpgsql AS %L', f.proname, arguments,
                      CASE WHEN f.prorettype = 'record'::regtype THEN 'pg_catalog.text' ELSE format_type(f.prorettype, NULL) END,
                      format('BEGIN PERFORM planted.called(%L); END', f.proname));
                  EXCEPTION WHEN OTHERS THEN NULL; -- a type that only functions in C can have, or a duplicate
                  END;
                END LOOP;
              END LOOP;
              FOR f IN SELECT oprname, l.typname AS l, r.typname AS r, oprresult FROM pg_operator o
                  JOIN pg_type l ON l.oid = oprleft JOIN pg_type r ON r.oid = oprright
                  WHERE oprnamespace = 'pg_catalog'::regnamespace
                UNION SELECT name, l, r, CASE name WHEN '||' THEN 'text'::regtype ELSE 'bool'::regtype END
                  FROM unnest(ARRAY['=', '<>', '||']) AS name,
                    unnest(ARRAY['text', 'varchar', 'name', 'oid', 'int4', 'int8', 'numeric', 'bool']) AS l,
                    unnest(ARRAY['text', 'varchar', 'name', 'oid', 'int4', 'int8', 'numeric', 'bool']) AS r LOOP
                BEGIN
                  EXECUTE format('CREATE FUNCTION planted.operator_%s(pg_catalog.%I, pg_catalog.%I) RETURNS %s LANGUAGE plpgsql'
                    ' AS %L', md5(f.oprname), f.l, f.r, format_type(f.oprresult, NULL),
                    format('BEGIN PERFORM planted.called(%L); END', f.oprname));
                  EXECUTE format('CREATE OPERATOR planted.%s (LEFTARG = pg_catalog.%I, RIGHTARG = pg_catalog.%I,'
                    ' FUNCTION = planted.operator_%s)', f.oprname, f.l, f.r, md5(f.oprname));
                EXCEPTION WHEN OTHERS THEN NULL;
                END;
              END LOOP;
              FOR f IN SELECT relname FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind IN ('r', 'v') LOOP
                EXECUTE format('CREATE VIEW planted.%I AS SELECT planted.called(%L) AS planted', f.relname, f.relname);
              END LOOP;
              FOREACH arguments IN ARRAY ARRAY['name', 'oid', 'regclass', 'timestamptz', 'bytea', 'uuid', 'jsonb', 'xid8',
                  'text'] LOOP
                EXECUTE format('CREATE DOMAIN planted.%1$I AS pg_catalog.%1$I CHECK (planted.called(%1$L))', arguments);
              END LOOP;
            END $plant$""";

    PGSimpleDataSource source;

    @BeforeEach
    void plant() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(PLANT);
        }
        sql("ALTER DATABASE " + database.name() + " SET search_path = planted, pg_catalog, public");
        source = source(database.url(), database.username(), database.password());
    }

    @Override
    MigratorBuilder builder() {
        return super.builder().dataSource(source);
    }

    @AfterEach
    void nothingPlantedWasCalled() {
        assertThat(plain("SELECT is_called::pg_catalog.text FROM planted.calls"))
                .isEqualTo("false");
    }

    String plain(String query) {
        return JdbcClient.create(source)
                .sql(query)
                .query(String.class)
                .optional()
                .orElse("");
    }

    /** Waits until a condition holds, which may use what is in {@code pg_catalog} by its unqualified name. */
    void awaitPlain(String condition) throws SQLException {
        PGSimpleDataSource plain = source(database.url(), database.username(), database.password());
        plain.setOptions("-c search_path=pg_catalog");
        try (Connection connection = plain.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(60);
            statement.execute("DO $wait$ BEGIN WHILE NOT (" + condition
                    + ") LOOP COMMIT; PERFORM pg_sleep(0.01); END LOOP; END $wait$");
        }
    }
}
