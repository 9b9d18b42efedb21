// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.offline.recording.UnrecordableRevisionException;
import dev.migration.rehearsal.RehearsalOptions;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.ReversibleJavaRevision;
import dev.migration.script.RevisionHeader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Java revisions that change rows in batches. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class JavaBatchTests extends MigratorTestBase {

    @BeforeEach
    void createTable() {
        sql("CREATE TABLE token (id bigint PRIMARY KEY, hex text, text text, v int NOT NULL DEFAULT 0)");
        sql("INSERT INTO token (id, hex) SELECT i, encode(convert_to('token ' || i, 'UTF8'), 'hex')"
                + " FROM generate_series(1, 2000) i");
        revisions.table("a", "");
    }

    @Test
    void codeGetsTheRowsOfEachBatchAndChangesEachRowOnce() {
        sql("UPDATE token SET text = 'known' WHERE id % 10 = 0");

        with(new Decodes()).upgrade("heads");

        assertThat(text(
                        "SELECT concat_ws(' ', count(*) FILTER (WHERE text = 'known'), count(*) FILTER (WHERE text = 'token ' || id),"
                                + " min(v), max(v)) FROM token"))
                .isEqualTo("200 1800 0 1");
        assertThat(
                        text(
                                "SELECT concat_ws(' ', state, table_name, rows_changed, rows_kept, batches > 2) FROM migration_batch"))
                .isEqualTo("DONE public.token 1800 0 t");
        assertThat(text("SELECT concat_ws(' ', state, type) FROM migration_revision WHERE revision = 'b'"))
                .isEqualTo("APPLIED JAVA");
    }

    @Test
    void aRowThatTheCodeRefusesIsSetAsideAndTheOthersAreChanged() {
        sql("UPDATE token SET hex = 'no hex' WHERE id = 777");

        with(new Tolerates()).upgrade("heads");

        assertThat(text("SELECT string_agg(id || '', ' ') FROM token WHERE text IS NULL"))
                .isEqualTo("777");
        assertThat(text("SELECT concat_ws(' ', key, sqlstate, message LIKE '%NumberFormatException%')"
                        + " FROM migration_batch_error"))
                .isEqualTo("[777] 38000 t");
    }

    @Test
    void aRowThatTheCodeRefusesFailsTheRevisionWhichGoesOnWithThisRow() {
        sql("UPDATE token SET hex = 'no hex' WHERE id = 1777");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> with(new Decodes()).upgrade("heads"))
                .withMessageContainingAll(
                        "[1777]", "public.token", "NumberFormatException", Decodes.class.getName() + ", rows:1:1");
        assertThat(text("SELECT max(id) FROM token WHERE text IS NOT NULL")).isEqualTo("1776");

        sql("UPDATE token SET hex = '61' WHERE id = 1777");
        with(new Decodes()).upgrade("heads");
        assertThat(text("SELECT concat_ws(' ', count(text), min(v), max(v)) FROM token"))
                .isEqualTo("2000 1 1");
    }

    @Test
    void rowsThatTheApplicationWritesMeanwhileInTheirOldFormAreChangedByAnotherPass() {
        sql("CREATE FUNCTION old() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " INSERT INTO token (id, hex) VALUES (-1, '61') ON CONFLICT DO NOTHING; RETURN NULL; END $$");
        sql("CREATE TRIGGER old AFTER UPDATE ON token FOR EACH ROW WHEN (NEW.id = 2000) EXECUTE FUNCTION old()");

        with(new Decodes()).upgrade("heads");

        assertThat(text("SELECT text FROM token WHERE id = -1")).isEqualTo("a");
        assertThat(text("SELECT concat_ws(' ', state, rows_changed, rows_kept) FROM migration_batch"))
                .isEqualTo("DONE 2001 0");
    }

    @Test
    void codeThatDoesNotMakeItsFilterFalseIsCalledOnceForEachRow() {
        with(new Counts()).upgrade("heads");

        assertThat(text("SELECT concat_ws(' ', min(v), max(v)) FROM token")).isEqualTo("1 1");
        assertThat(text("SELECT concat_ws(' ', state, rows_changed, rows_kept) FROM migration_batch"))
                .isEqualTo("DONE 2000 2000");
    }

    @Test
    void codeThatHidesItsRowsFromItselfIsRefused() {
        sql("CREATE TABLE event (at timestamptz PRIMARY KEY, v int NOT NULL DEFAULT 0)");
        sql("INSERT INTO event SELECT '2026-01-01'::timestamptz + i * interval '1 h' FROM generate_series(1, 20) i");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> with(new ChangesTheTimeZone()).upgrade("heads"))
                .withMessageContainingAll("got 0 of 20 rows from context.batch(…)", "TimeZone");
    }

    @RevisionHeader(
            revision = "b",
            revises = "a",
            batch = "table=event key=at check=none",
            rows = "SELECT at FROM event WHERE v = 0")
    static final class ChangesTheTimeZone implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.jdbc().sql("SET LOCAL TIME ZONE 'Asia/Tokyo'").update();
            context.batch((row, number) -> row.getObject(1))
                    .forEach(at -> context.jdbc()
                            .sql("UPDATE event SET v = 1 WHERE at = ?")
                            .param(at)
                            .update());
        }
    }

    @Test
    void codeMayDeleteItsRowsAndAnEmptyTableHasNone() {
        with(new Deletes()).upgrade("heads");

        assertThat(text("SELECT concat_ws(' ', count(*), min(id)) FROM token")).isEqualTo("0");
        assertThat(text("SELECT concat_ws(' ', state, rows_changed) FROM migration_batch"))
                .isEqualTo("DONE 2000");

        sql("DELETE FROM migration_revision WHERE revision = 'b'");
        with(new Deletes()).upgrade("heads");

        assertThat(text("SELECT concat_ws(' ', state, rows_changed) FROM migration_batch"))
                .isEqualTo("DONE 0");
    }

    @Test
    void anErrorOfTheCodeSaysThatEarlierBatchesStay() {
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> with(new Breaks()).upgrade("heads"))
                .withMessageContainingAll("It runs in segments", "LinkageError: broken")
                .withMessageNotContaining("as it was before this revision")
                .withMessageNotContaining("SegmentFailure");
        assertThat(text("SELECT count(text) BETWEEN 1 AND 1999 FROM token")).isEqualTo("t");
    }

    @ParameterizedTest
    @ValueSource(classes = {Negates.class, Shifts.class})
    void codeThatChangesAKeyFailsAndItsBatchIsRolledBack(Class<? extends JavaRevision> code) throws Exception {
        sql("ALTER TABLE token DROP CONSTRAINT token_pkey, ADD PRIMARY KEY (id) DEFERRABLE");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(
                        () -> with(code.getDeclaredConstructor().newInstance()).upgrade("heads"))
                .satisfies(failure -> {
                    assertThat(failure.problem()).contains(code.getName(), "changes the key of 1 rows", "rows:1:1");
                    assertThat(failure.remedy()).contains("Choose a key that stays as it is.");
                });

        assertThat(text("SELECT concat_ws(' ', count(*), min(id), max(id), sum(id), sum(v)) FROM token"))
                .isEqualTo("2000 1 2000 2001000 0");
    }

    @Test
    void theRowsOfPartitionsMayBeDeletedAndChangedInOneBatch() {
        sql("CREATE TABLE parted (id bigint PRIMARY KEY, v int NOT NULL DEFAULT 0) PARTITION BY RANGE (id)");
        sql("CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (1000)");
        sql("CREATE TABLE parted_2 PARTITION OF parted DEFAULT");
        sql("INSERT INTO parted SELECT i FROM generate_series(1, 2000) i");

        with(new Thins()).upgrade("heads");

        assertThat(text("SELECT concat_ws(' ', count(*), min(v), max(v)) FROM parted"))
                .isEqualTo("1000 1 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "40001", "57P01"})
    void aFailureOfAnotherDatabaseIsOneOfTheCode(String state) {
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> with(new AsksElsewhere(state)).upgrade("heads"))
                .satisfies(failure -> {
                    assertThat(failure.problem()).contains("another connection", "elsewhere (SQLSTATE " + state + ")");
                    assertThat(failure.remedy()).contains("The connection of the migration is intact");
                    assertThat(failure.sqlState()).isEqualTo("MG008");
                });
        assertThat(text("SELECT sum(v) FROM token")).isEqualTo("0");
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b FAILED");
    }

    @Test
    void codeThatDoesNotAskForItsRowsFails() {
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> with(new Ignores()).upgrade("heads"))
                .withMessageContaining("did not call context.batch");
    }

    @Test
    void aRevisionWithoutBatchesHasNone() {
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> with(new Single()).upgrade("heads"))
                .withMessageContaining("There is no batch");
        assertThat(text("SELECT count(*) FROM token WHERE v = 1")).isEqualTo("0");
    }

    @Test
    void itsDowngradeIsOneTransaction() {
        Migrator migrator = with(new Decodes());
        migrator.upgrade("heads");

        migrator.downgrade("a");

        assertThat(text("SELECT count(text) FROM token")).isEqualTo("0");
        assertThat(applied()).containsExactly("a");
        migrator.upgrade("heads");
        assertThat(text("SELECT concat_ws(' ', count(text), min(v), max(v)) FROM token"))
                .isEqualTo("2000 2 2");
    }

    @Test
    void itIsNoSqlAndNoPartOfARehearsal() {
        Migrator migrator = with(new Decodes());

        assertThatThrownBy(() -> migrator.revisions().upgradeSql("heads", new StringBuilder()))
                .isInstanceOf(UnrecordableRevisionException.class)
                .hasMessageContainingAll("'b'", Decodes.class.getName(), "context.batch");
        assertThat(migrator.rehearse("heads", RehearsalOptions.DEFAULT).leftOut())
                .hasSize(1);
        assertThat(text("SELECT count(text) FROM token")).isEqualTo("0");
    }

    @Test
    void aJvmThatIsKilledLeavesACheckpointBehindWhichTheNextOneGoesOn() throws Exception {
        survive(5);
    }

    private void survive(int kills) throws Exception {
        sql("INSERT INTO token (id, hex) SELECT i, '61' FROM generate_series(2001, 8000) i");
        sql("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM pg_sleep(0.001); RETURN NULL; END $$");
        sql("CREATE TRIGGER slow AFTER UPDATE ON token FOR EACH ROW EXECUTE FUNCTION slow()");
        Random random = new Random();
        for (int kill = 0; kill < kills; kill++) {
            String before = batches();
            Process instance = ChildProcess.start(this, Child.class);
            try {
                while (batches().equals(before)) {
                    assertThat(instance.isAlive()).isTrue();
                }
                instance.waitFor(random.nextInt(200), TimeUnit.MILLISECONDS);
            } finally {
                // SIGKILL
                instance.destroyForcibly().waitFor();
            }
        }
        assertThat(text("SELECT state FROM migration_revision WHERE revision = 'b'"))
                .isEqualTo("RUNNING");

        with(new Decodes()).upgrade("heads");

        assertThat(text("SELECT concat_ws(' ', count(text), min(v), max(v)) FROM token"))
                .isEqualTo("8000 1 1");
        assertThat(text("SELECT concat_ws(' ', state, rows_changed) FROM migration_batch"))
                .isEqualTo("DONE 8000");
    }

    private String batches() {
        return text("SELECT to_regclass('migration_batch') IS NULL").equals("t")
                ? "0"
                : text("SELECT COALESCE(sum(batches), 0) FROM migration_batch");
    }

    private Migrator with(JavaRevision revision) {
        return builder().javaRevisions(List.of(revision)).build();
    }

    static final class Child {

        private Child() {}

        public static void main(String[] arguments) {
            Migrator.builder()
                    .dataSource(source(arguments[0], arguments[1], arguments[2]))
                    .settings(MigrationSettings.defaults().toBuilder()
                            .locations(arguments[3])
                            .build())
                    .javaRevisions(List.of(new Decodes()))
                    .build()
                    .upgrade("heads");
        }
    }

    private record Token(long id, String hex) {}

    private static void decode(MigrationContext context) {
        for (Token token : context.batch((row, number) -> new Token(row.getLong("id"), row.getString("hex")))) {
            context.jdbc()
                    .sql("UPDATE token SET text = :text, v = v + 1 WHERE id = :id")
                    .param("text", new String(HexFormat.of().parseHex(token.hex()), StandardCharsets.UTF_8))
                    .param("id", token.id())
                    .update();
        }
    }

    @RevisionHeader(
            revision = "b",
            revises = "a",
            batch = "table=token key=id",
            rows = "SELECT id, hex FROM token WHERE text IS NULL")
    static final class Decodes implements ReversibleJavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            decode(context);
        }

        @Override
        public void downgrade(MigrationContext context) {
            context.jdbc().sql("UPDATE token SET text = NULL").update();
        }
    }

    @RevisionHeader(
            revision = "b",
            revises = "a",
            batch = "table=token key=id errors=1",
            rows =
                    "SELECT t.id, t.hex FROM public.token t LEFT JOIN a ON a.id = t.id WHERE t.text IS NULL ORDER BY t.id;")
    static final class Tolerates implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            decode(context);
        }
    }

    @RevisionHeader(
            revision = "b",
            revises = "a",
            batch = "table=token key=id",
            rows = "SELECT id FROM token WHERE hex IS NOT NULL")
    static final class Counts implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            for (Long id : context.batch((row, number) -> row.getLong(1))) {
                context.jdbc()
                        .sql("UPDATE token SET v = v + 1 WHERE id = ?")
                        .param(id)
                        .update();
            }
        }
    }

    @RevisionHeader(revision = "b", revises = "a", batch = "table=token key=id", rows = "SELECT id FROM token")
    static final class Ignores implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.jdbc().sql("UPDATE token SET v = 1").update();
        }
    }

    /** Changes the key of its first row to one that no row has. */
    @RevisionHeader(
            revision = "b",
            revises = "a",
            batch = "table=token key=id",
            rows = "SELECT id FROM token WHERE v = 0")
    static final class Negates implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            List<Long> ids = context.batch((row, number) -> row.getLong(1));
            change(context, "UPDATE token SET v = 1 WHERE id = ?", ids);
            change(context, "UPDATE token SET id = -id WHERE id = ?", ids.subList(0, 1));
        }
    }

    /** Gives each row the key of the next one. */
    @RevisionHeader(
            revision = "b",
            revises = "a",
            batch = "table=token key=id",
            rows = "SELECT id FROM token WHERE v = 0")
    static final class Shifts implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.batch((row, number) -> row.getLong(1));
            context.jdbc().sql("UPDATE token SET id = id + 1, v = 1").update();
        }
    }

    @RevisionHeader(
            revision = "b",
            revises = "a",
            batch = "table=parted key=id",
            rows = "SELECT id FROM parted WHERE v = 0")
    static final class Thins implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            List<Long> ids = context.batch((row, number) -> row.getLong(1));
            change(context, "UPDATE parted SET v = 1 WHERE id = ?", ids);
            change(
                    context,
                    "DELETE FROM parted WHERE id = ?",
                    ids.stream().filter(id -> id % 2 == 0).toList());
        }
    }

    @RevisionHeader(
            revision = "b",
            revises = "a",
            batch = "table=token key=id",
            rows = "SELECT id FROM token WHERE v = 0")
    private static final class AsksElsewhere implements JavaRevision {

        private final String state;

        AsksElsewhere(String state) {
            this.state = state;
        }

        @Override
        public void upgrade(MigrationContext context) throws SQLException {
            change(context, "UPDATE token SET v = 1 WHERE id = ?", context.batch((row, number) -> row.getLong(1)));
            throw new SQLException("elsewhere", state);
        }
    }

    private static void change(MigrationContext context, String statement, List<Long> ids) {
        ids.forEach(id -> context.jdbc().sql(statement).param(id).update());
    }

    /** Joins other rows, so that the query names a row several times. */
    @RevisionHeader(
            revision = "b",
            revises = "a",
            batch = "table=token key=id",
            rows = "SELECT t.id FROM token t CROSS JOIN (VALUES (1), (2)) twice (n)")
    static final class Deletes implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            for (Long id : context.batch((row, number) -> row.getLong(1))) {
                context.jdbc().sql("DELETE FROM token WHERE id = ?").param(id).update();
            }
        }
    }

    @RevisionHeader(
            revision = "b",
            revises = "a",
            batch = "table=token key=id",
            rows = "SELECT id, hex FROM token WHERE text IS NULL")
    static final class Breaks implements JavaRevision {

        private boolean called;

        @Override
        public void upgrade(MigrationContext context) {
            if (called) {
                throw new LinkageError("broken");
            }
            called = true;
            decode(context);
        }
    }

    @RevisionHeader(revision = "b", revises = "a")
    static final class Single implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.jdbc().sql("UPDATE token SET v = 1").update();
            context.batch((row, number) -> row.getLong(1));
        }
    }
}
