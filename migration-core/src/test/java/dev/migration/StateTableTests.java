// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.test.postgres.PgBouncer;
import dev.migration.test.postgres.Psql;
import dev.migration.version.StateTables;
import dev.migration.version.UnsafeStateTablesException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

/** State tables whose rows something else changes or hides are refused, and what it is has a name. */
class StateTableTests extends MigratorTestBase {

    private static final String KEEP =
            "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
                    + "CREATE TRIGGER keeper BEFORE %s ON %s FOR EACH ROW EXECUTE FUNCTION keep()";

    private static final String OLD =
            "CREATE FUNCTION old() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END';"
                    + "CREATE TRIGGER keeper BEFORE UPDATE ON migration_revision FOR EACH ROW EXECUTE FUNCTION old()";

    private static final String AFTER = "CREATE FUNCTION undo() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN DELETE FROM migration_revision; RETURN NULL; END';"
            + "CREATE TRIGGER keeper AFTER INSERT ON %s FOR EACH ROW EXECUTE FUNCTION undo()";

    private String owner;

    @BeforeEach
    void createOwner() {
        owner = database.name() + "_owner";
        revisions.table("a1", "").table("b2", "a1");
        sql("DROP ROLE IF EXISTS " + owner);
        sql("CREATE ROLE " + owner + " LOGIN PASSWORD 'p'");
        sql("GRANT ALL ON SCHEMA public TO " + owner);
    }

    @AfterEach
    void dropOwner() {
        sql("DROP OWNED BY " + owner);
        sql("DROP ROLE " + owner);
    }

    /** What holds rows back, and its name. */
    static Stream<Arguments> obstacles() {
        return Stream.of(
                Arguments.of(KEEP.formatted("DELETE", "migration_revision"), "trigger keeper"),
                Arguments.of(KEEP.formatted("INSERT", "migration_revision"), "trigger keeper"),
                Arguments.of(KEEP.formatted("INSERT", "migration_history"), "trigger keeper"),
                Arguments.of(KEEP.formatted("UPDATE", "migration_revision"), "trigger keeper"),
                Arguments.of(OLD, "trigger keeper"),
                Arguments.of(AFTER.formatted("migration_revision"), "trigger keeper"),
                Arguments.of(AFTER.formatted("migration_history"), "trigger keeper"),
                Arguments.of("CREATE RULE keeper AS ON DELETE TO migration_revision DO INSTEAD NOTHING", "rule keeper"),
                Arguments.of("CREATE RULE keeper AS ON INSERT TO migration_history DO INSTEAD NOTHING", "rule keeper"),
                Arguments.of("CREATE RULE keeper AS ON UPDATE TO migration_revision DO ALSO NOTHING", "rule keeper"),
                Arguments.of(
                        "CREATE POLICY seen ON migration_revision FOR SELECT USING (true);"
                                + "CREATE POLICY written ON migration_revision FOR INSERT WITH CHECK (true);"
                                + "ALTER TABLE migration_revision ENABLE ROW LEVEL SECURITY;"
                                + "ALTER TABLE migration_revision FORCE ROW LEVEL SECURITY",
                        "policy seen, written"),
                Arguments.of(
                        "ALTER TABLE migration_history ENABLE ROW LEVEL SECURITY;"
                                + "ALTER TABLE migration_history FORCE ROW LEVEL SECURITY",
                        "no policy"),
                Arguments.of(
                        "CREATE TABLE child () INHERITS (migration_revision);"
                                + "INSERT INTO child SELECT * FROM ONLY migration_revision WHERE revision = 'a1'",
                        "child table child"),
                Arguments.of(
                        "ALTER TABLE migration_revision RENAME TO kept;"
                                + "CREATE VIEW migration_revision AS SELECT * FROM kept",
                        "is a view"),
                Arguments.of("ALTER TABLE migration_revision SET UNLOGGED", "unlogged"),
                Arguments.of(
                        "ALTER TABLE migration_revision RENAME TO kept;"
                                + "CREATE TABLE migration_revision (LIKE kept INCLUDING GENERATED) PARTITION BY LIST (revision)",
                        "is a partitioned table"));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("obstacles")
    void everyCommandNamesWhatHoldsRowsBack(String obstacle, String name) {
        Migrator migrator = asOwner();
        migrator.upgrade("a1");
        as(obstacle);

        List<Runnable> commands = List.of(
                () -> migrator.downgrade("base"),
                () -> migrator.upgrade("heads"),
                () -> migrator.stamp("base"),
                () -> migrator.stamp("heads"),
                () -> migrator.accept(List.of("a1"), Optional.empty()),
                () -> migrator.resolve("a1", Resolution.APPLIED),
                () -> migrator.reader().status(),
                () -> migrator.reader().record("a1"),
                () -> migrator.reader().verify(),
                () -> migrator.reader().snapshot());
        assertThat(commands)
                .allSatisfy(command -> assertThatThrownBy(command::run)
                        .isInstanceOf(UnsafeStateTablesException.class)
                        .hasMessageContaining(name));
        assertThat(tables()).contains("a1").doesNotContain("b2");
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("obstacles")
    void theOfflineTextNamesWhatHoldsRowsBack(String obstacle, String name) {
        asOwner().upgrade("a1");
        as(obstacle);

        Psql psql = new Psql(directory);
        Revisions scripts = Revisions.load(settings());
        for (String text : List.of(
                text(text -> scripts.downgradeSql("a1:base", text)),
                text(text -> scripts.upgradeSql("a1:b2", text)),
                text(text -> scripts.stampSql(StampRequest.to("a1:base"), text)))) {
            psql.run(ownerSource(), text).refused("cannot be trusted", name);
        }
        assertThat(tables()).contains("a1").doesNotContain("b2");
    }

    /** What a revision does to the state tables, as a loop over all tables of a schema would. */
    static Stream<String> revisionsThatChangeStateTables() {
        return Stream.of(
                KEEP.formatted("DELETE", "migration_revision"),
                KEEP.formatted("INSERT", "migration_history"),
                AFTER.formatted("migration_revision"),
                "CREATE RULE keeper AS ON INSERT TO migration_revision DO INSTEAD NOTHING",
                "ALTER TABLE migration_revision ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;"
                        + "CREATE POLICY p ON migration_revision USING (true)",
                "CREATE TABLE child () INHERITS (migration_revision)");
    }

    @ParameterizedTest
    @MethodSource("revisionsThatChangeStateTables")
    void aRevisionThatMakesThemUnsafeIsRolledBack(String script) {
        revisions.revision("c3", "b2", script + ";", script + ";");
        Migrator migrator = asOwner();
        migrator.upgrade("b2");

        assertThatThrownBy(() -> migrator.upgrade("heads"))
                .isInstanceOf(RevisionFailedException.class)
                .hasMessageContaining("c3")
                .hasMessageContaining("rolled back")
                .hasMessageContaining("migration_");
        assertThat(applied()).containsExactly("a1", "b2");
        assertThat(history()).endsWith("UPGRADE c3 FAILED");
        assertThat(migrator.reader().status().current()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("revisionsThatChangeStateTables")
    void psqlRollsSuchARevisionBack(String script) {
        revisions.revision("c3", "b2", script + ";", script + ";");
        asOwner().upgrade("b2");

        new Psql(directory)
                .run(ownerSource(), text(text -> Revisions.load(settings()).upgradeSql("b2:c3", text)))
                .refused("state tables: public.migration_");

        assertThat(applied()).containsExactly("a1", "b2");
    }

    @Test
    void aRoleThatAPolicyFiltersDoesNotSeeTheBase() {
        migrator().upgrade("a1");
        sql("ALTER TABLE migration_revision ENABLE ROW LEVEL SECURITY");
        sql("CREATE POLICY nothing ON migration_revision USING (false)");
        sql("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + owner);

        assertThatThrownBy(() -> asOwner().reader().status())
                .isInstanceOf(UnsafeStateTablesException.class)
                .hasMessageContaining("policy nothing");
        assertThatThrownBy(() -> asOwner().upgrade("heads")).isInstanceOf(UnsafeStateTablesException.class);
        // The owner of the database sees all rows.
        assertThat(migrator().reader().status().current()).hasSize(1);
        migrator().upgrade("heads");
        assertThat(tables()).containsExactly("a1", "b2");
    }

    @Test
    void aRoleThatMayOnlyReadReads() {
        migrator().upgrade("a1");
        sql("GRANT SELECT ON migration_revision, migration_history TO " + owner);

        MigrationReader reader = asOwner().reader();

        assertThat(reader.status().current()).hasSize(1);
        assertThat(reader.snapshot().last()).isPresent();
        assertThat(reader.record("a1").entries()).hasSize(1);
    }

    @Test
    void aTemporaryTableIsNotTheState() throws SQLException {
        migrator().upgrade("a1");
        SingleConnectionDataSource lent =
                new SingleConnectionDataSource(database.dataSource().getConnection(), true);
        JdbcClient.create(lent)
                .sql("CREATE TEMP TABLE migration_revision (LIKE public.migration_revision INCLUDING ALL)")
                .update();
        JdbcClient.create(lent)
                .sql("CREATE TEMP TABLE migration_history (LIKE public.migration_history INCLUDING ALL)")
                .update();

        Migrator migrator = builder().dataSource(lent).build();
        assertThat(migrator.reader().status().current()).hasSize(1);
        migrator.upgrade("heads");

        assertThat(applied()).containsExactly("a1", "b2");
        lent.destroy();
    }

    @Test
    void aTemporaryTableIsNotTheStateOfAnEmptyDatabase() throws SQLException {
        SingleConnectionDataSource lent =
                new SingleConnectionDataSource(database.dataSource().getConnection(), true);
        JdbcClient.create(lent)
                .sql("CREATE TEMP TABLE migration_revision (revision text)")
                .update();

        Migrator migrator = builder().dataSource(lent).build();
        assertThat(migrator.reader().status().current()).isEmpty();
        migrator.upgrade("heads");

        assertThat(applied()).containsExactly("a1", "b2");
        lent.destroy();
    }

    @Test
    void twoStateTablesInTheSearchPathAreRefused() {
        migrator().upgrade("a1");
        sql("CREATE SCHEMA other");
        sql("CREATE TABLE other.migration_revision (LIKE public.migration_revision INCLUDING ALL)");
        sql("CREATE TABLE other.migration_history (LIKE public.migration_history INCLUDING ALL)");
        sql("ALTER DATABASE " + database.name() + " SET search_path = other, public");

        assertThatThrownBy(() -> migrator().reader().status())
                .isInstanceOf(UnsafeStateTablesException.class)
                .hasMessageContaining("public.migration_revision")
                .hasMessageContaining("migration.schema");
        assertThatThrownBy(() -> migrator().upgrade("heads")).isInstanceOf(UnsafeStateTablesException.class);
        MigrationSettings settings =
                settings().toBuilder().tables(StateTables.DEFAULT.in("public")).build();
        assertThat(builder().settings(settings).build().reader().status().current())
                .hasSize(1);
    }

    @Test
    void aTableOfARoleThatNobodyTrustsIsNotWritten() {
        as("CREATE TABLE migration_revision (revision text PRIMARY KEY, ordinal bigint GENERATED ALWAYS AS IDENTITY,"
                + " down_revisions text[], depends_on text[], branch_labels text[], replaces text[], message text,"
                + " type text, created timestamptz, checksum text, upgrade_sql bytea, downgrade_sql bytea, state text,"
                + " step integer, applied_at timestamptz, duration_millis bigint, applied_by text, host text,"
                + " application text, tool_version text)");

        for (String command : List.of("upgrade", "stamp")) {
            assertThatThrownBy(() -> {
                        if (command.equals("upgrade")) {
                            migrator().upgrade("heads");
                        } else {
                            migrator().stamp("heads");
                        }
                    })
                    .isInstanceOf(UnsafeStateTablesException.class)
                    .hasMessageContaining("belongs to role " + owner);
        }
        assertThat(tables()).isEmpty();
        sql("GRANT " + owner + " TO " + database.username());
        migrator().upgrade("heads");
        assertThat(tables()).containsExactly("a1", "b2");
    }

    @Test
    void throughAPoolerNothingIsWrittenEither() throws Exception {
        assumeThat(PgBouncer.program()).as("PgBouncer is not installed").isPresent();
        migrator().upgrade("a1");
        sql(KEEP.formatted("DELETE", "migration_revision"));
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 3)) {
            Migrator pooled = builder().dataSource(pooler.dataSource()).build();

            for (Runnable command : List.<Runnable>of(
                    () -> pooled.downgrade("base"),
                    () -> pooled.upgrade("heads"),
                    () -> pooled.stamp("base"),
                    () -> pooled.reader().status())) {
                assertThatThrownBy(command::run)
                        .isInstanceOf(UnsafeStateTablesException.class)
                        .hasMessageContaining("trigger keeper");
            }
        }
        assertThat(tables()).containsExactly("a1");
    }

    private static String text(Consumer<StringBuilder> writer) {
        StringBuilder text = new StringBuilder();
        writer.accept(text);
        return text.toString();
    }

    private Migrator asOwner() {
        return builder().dataSource(ownerSource()).build();
    }

    private PGSimpleDataSource ownerSource() {
        return source(database.url(), owner, "p");
    }

    private void as(String statements) {
        JdbcClient.create(ownerSource()).sql(statements).update();
    }
}
