// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.Test;

import dev.migration.schema.SchemaSnapshot;
import dev.migration.schema.catalog.SnapshotReader;
import dev.migration.schema.rows.GeneratedRows;
import dev.migration.schema.rows.RowGenerator;
import dev.migration.schema.rows.TableRows;

import static org.assertj.core.api.Assertions.assertThat;

/** Which rows are generated for which tables. */
class RowGeneratorTests extends MigratorTestBase {

    @Test
    void everyTypeOfTheServerThatColumnsUsuallyHaveGetsValues() throws SQLException {
        GeneratedRows rows = generate("""
                CREATE TYPE mood AS ENUM ('sad', 'glad');
                CREATE DOMAIN code AS varchar(3) CHECK (VALUE ~ '^[A-Z]{3}$');
                CREATE TABLE all_types (
                    a smallint NOT NULL, b int NOT NULL, c bigint NOT NULL, d numeric NOT NULL, e numeric(2, 2) NOT NULL,
                    f real NOT NULL, g double precision NOT NULL, h text NOT NULL, i varchar(2) NOT NULL, j char(1) NOT NULL,
                    k boolean NOT NULL, l date NOT NULL, m timestamp NOT NULL, n timestamptz NOT NULL, o time NOT NULL,
                    p interval NOT NULL, q uuid NOT NULL, r json NOT NULL, s jsonb NOT NULL, t bytea NOT NULL, u inet NOT NULL,
                    v cidr NOT NULL, w macaddr NOT NULL, x mood NOT NULL, y mood[] NOT NULL, z text[] NOT NULL,
                    aa int[] NOT NULL, ab code NOT NULL, ac bit(4) NOT NULL, ad varbit NOT NULL, ae int4range NOT NULL,
                    af tstzrange NOT NULL, ag point NOT NULL, ah tsvector NOT NULL, ai money NOT NULL, aj "char" NOT NULL,
                    ak name NOT NULL, al timetz NOT NULL, am numeric(10, 2) NOT NULL, an jsonb[] NOT NULL, ao xml NOT NULL);
                """);

        assertThat(rows.refused()).isEmpty();
        assertThat(rows.rows()).containsEntry("public.all_types", 3);
    }

    @Test
    void constraintsAreSatisfied() throws SQLException {
        GeneratedRows rows = generate("""
                CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    email text NOT NULL UNIQUE CHECK (email LIKE '%@%'), country char(2) NOT NULL CHECK (country ~ '^[A-Z]{2}$'));
                CREATE TABLE orders (number int, part int, customer_id bigint NOT NULL REFERENCES customers, parent int,
                    status text NOT NULL CHECK (status IN ('new', 'paid')), rate numeric(3, 2) CHECK (rate > 0.5 AND rate < 1),
                    starts date NOT NULL, ends date NOT NULL, CHECK (ends > starts), PRIMARY KEY (number, part),
                    total int GENERATED ALWAYS AS (number * 2) STORED);
                CREATE TABLE lines (id serial PRIMARY KEY, number int NOT NULL, part int NOT NULL,
                    "Odd name" text NOT NULL, above int REFERENCES lines,
                    FOREIGN KEY (number, part) REFERENCES orders, UNIQUE (number, part));
                CREATE TABLE one (id int PRIMARY KEY CHECK (id = 1));
                CREATE TABLE events (at date NOT NULL, kind text NOT NULL) PARTITION BY LIST (kind);
                CREATE TABLE events_x PARTITION OF events FOR VALUES IN ('x');
                CREATE TABLE events_rest PARTITION OF events DEFAULT;
                CREATE TABLE booked (during tstzrange NOT NULL, EXCLUDE USING gist (during WITH &&));
                """);

        assertThat(rows.refused()).isEmpty();
        assertThat(rows.rows())
                .containsEntry("public.customers", 3)
                .containsEntry("public.orders", 3)
                .containsEntry("public.lines", 3)
                .containsEntry("public.one", 1)
                .containsEntry("public.events", 3)
                .containsEntry("public.booked", 3);
    }

    @Test
    void aTableWithoutPossibleRowsIsNamedWithTheReason() throws SQLException {
        GeneratedRows rows = generate("""
                CREATE TABLE strict (code text NOT NULL CHECK (code ~ '^X-[0-9]{7}$'));
                CREATE TABLE child (strict text NOT NULL);
                ALTER TABLE strict ADD PRIMARY KEY (code);
                ALTER TABLE child ADD FOREIGN KEY (strict) REFERENCES strict;
                CREATE TYPE pair AS (x int, y int);
                CREATE TABLE pairs (p pair NOT NULL);
                CREATE TABLE closed (id int);
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'closed on Sundays'; END $$;
                CREATE TRIGGER refuse BEFORE INSERT ON closed FOR EACH ROW EXECUTE FUNCTION refuse();
                """);

        assertThat(rows.rows()).isEmpty();
        assertThat(rows.refused().get("public.strict")).contains("strict_code_check", "23514");
        assertThat(rows.refused()).containsEntry("public.child", "it refers to public.strict, which has no rows");
        assertThat(rows.refused())
                .containsEntry("public.pairs", "no value is known for the type public.pair of the column p");
        assertThat(rows.refused().get("public.closed")).contains("closed on Sundays");
    }

    @Test
    void aTableWithRowsStaysAsItIs() throws SQLException {
        GeneratedRows rows = generate("CREATE TABLE t (id int); INSERT INTO t VALUES (7);");

        assertThat(rows.rows()).isEmpty();
        assertThat(rows.refused()).isEmpty();
    }

    @Test
    void theLastRowHasNullsAndEveryRunHasTheSameRows() throws SQLException {
        String table = "CREATE TABLE t (id int PRIMARY KEY, note text, status text DEFAULT 'new');";

        generate(table);
        TableRows first = read();
        jdbc().sql("DROP TABLE t").update();
        generate(table);

        assertThat(read()).isEqualTo(first);
        assertThat(jdbc().sql(
                                "SELECT id || ' ' || COALESCE(note, '-') || ' ' || COALESCE(status, '-') FROM t ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactly("1 note 1 status 1", "2 note 2 status 2", "3 - -");
    }

    private GeneratedRows generate(String tables) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(tables);
            return RowGenerator.SEVERAL.generate(connection, snapshot(connection));
        }
    }

    private TableRows read() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return TableRows.read(connection, snapshot(connection));
        }
    }

    private static SchemaSnapshot snapshot(Connection connection) throws SQLException {
        return SnapshotReader.read(connection, "migration_revision");
    }
}
