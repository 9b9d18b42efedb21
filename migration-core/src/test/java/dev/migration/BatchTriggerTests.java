// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.rehearsal.RehearsalEnd;
import dev.migration.rehearsal.RehearsalOptions;
import dev.migration.rehearsal.RehearsalReport;
import dev.migration.script.InvalidScriptsException;
import dev.migration.test.postgres.Psql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The trigger of a batch, which gives the new form to rows that are written meanwhile. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BatchTriggerTests extends MigratorTestBase {

    private static final String DROP = "DROP TRIGGER IF EXISTS fill ON t; DROP FUNCTION IF EXISTS fill();";

    private static final String LOWER =
            "-- @batch table=t key=id with-trigger=fill%s\nUPDATE t SET norm = lower(email) WHERE norm IS NULL AND email IS NOT NULL;";

    private static final String NORMS = "SELECT string_agg(coalesce(norm, '-'), ' ' ORDER BY id) FROM t";

    @BeforeEach
    void createTable() {
        sql("CREATE TABLE t (id int PRIMARY KEY, email text, norm text, other int)");
        sql("INSERT INTO t VALUES (1, 'A'), (2, NULL)");
    }

    @Test
    void rowsThatAreWrittenLaterHaveTheNewForm() {
        revisions.revision("a", "", LOWER.formatted(""), DROP);

        migrator().upgrade("heads");
        sql("INSERT INTO t VALUES (3, 'C', NULL), (4, NULL, NULL), (5, 'E', 'own')");
        assertThat(text(NORMS)).isEqualTo("a - c - own");

        sql("UPDATE t SET email = 'X'");
        assertThat(text(NORMS)).as("own values stay").isEqualTo("x x x x own");
        sql("UPDATE t SET email = 'Y', norm = 'new' WHERE id = 1");
        sql("UPDATE t SET email = NULL WHERE id = 3");
        sql("UPDATE t SET other = 1");
        assertThat(text(NORMS)).isEqualTo("new x - x own");
    }

    @Test
    void aTextInTheStatementMayLookLikeTheQuotesOfTheDefinition() {
        revisions.revision(
                "a",
                "",
                "-- @batch table=t key=id with-trigger=fill\n"
                        + "UPDATE t SET norm = lower(email) WHERE norm IS NULL AND email <> '$migration_trigger$';",
                DROP);

        migrator().upgrade("heads");
        sql("INSERT INTO t VALUES (3, 'C', NULL)");

        assertThat(text("SELECT norm FROM t WHERE id = 3")).isEqualTo("c");
    }

    @Test
    void rowsThatAreWrittenDuringTheBatchHaveTheNewForm() {
        // The application writes a row in its old form in the transaction of each batch.
        sql("CREATE TABLE written (id serial)");
        sql("CREATE FUNCTION application() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " INSERT INTO t SELECT -1 - count(*), 'LATE' FROM t; RETURN NULL; END $$");
        sql("INSERT INTO t SELECT i, 'A' FROM generate_series(3, 2000) i");
        sql("CREATE TRIGGER application AFTER UPDATE ON t FOR EACH STATEMENT EXECUTE FUNCTION application()");
        revisions.irreversible("a", "", LOWER.formatted(""));

        migrator().upgrade("heads");

        assertThat(
                        text(
                                "SELECT concat_ws(' ', count(*) > 0, count(*) FILTER (WHERE norm <> 'late')) FROM t WHERE email = 'LATE'"))
                .isEqualTo("t 0");
        assertThat(text("SELECT pass FROM migration_batch")).isEqualTo("1");
    }

    @Test
    void theTriggerIsThereBeforeTheFirstBatchAndFailsWithIt() {
        sql("ALTER TABLE t ADD CHECK (norm <> 'a')");
        revisions.irreversible("a", "", LOWER.formatted(""));

        assertThatThrownBy(() -> migrator().upgrade("heads")).isInstanceOf(RevisionFailedException.class);

        sql("INSERT INTO t VALUES (3, 'C')");
        assertThat(text(NORMS)).isEqualTo("- - c");
        sql("ALTER TABLE t DROP CONSTRAINT t_norm_check");
        migrator().upgrade("heads");
        assertThat(text(NORMS)).isEqualTo("a - c");
    }

    /** As after a crash between the trigger and the first batch. */
    @Test
    void aRunThatEndedBehindTheTriggerContinues() {
        revisions.irreversible("a", "", LOWER.formatted("").replace("key=id", "key=other"));
        assertThatThrownBy(() -> migrator().upgrade("heads")).isInstanceOf(RevisionFailedException.class);
        assertThat(text("SELECT count(*) FROM pg_trigger WHERE tgname = 'fill'"))
                .isEqualTo("1");
        assertThat(text(NORMS)).isEqualTo("- -");

        revisions.irreversible("a", "", LOWER.formatted(""));
        migrator().upgrade("heads");

        assertThat(text(NORMS)).isEqualTo("a -");
    }

    @Test
    void theTriggerWaitsForTransactionsThatWriteTheOldForm() throws SQLException {
        revisions.irreversible("a", "", LOWER.formatted(""));
        try (Connection application = database.dataSource().getConnection();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (9, 'OLD', NULL)");
            AtomicInteger attempts = new AtomicInteger();
            Migrator waiting = builder()
                    .listener(at(MigrationEvent.WaitingToRetry.class, event -> {
                        attempts.incrementAndGet();
                        commit(application);
                    }))
                    .build();

            waiting.upgrade("heads");

            assertThat(attempts).hasPositiveValue();
        }
        assertThat(text(NORMS)).isEqualTo("a - old");
    }

    private static void commit(Connection application) {
        try {
            application.commit();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void aCorrectedStatementReplacesTheFunction() {
        sql("ALTER TABLE t ADD CHECK (norm <> 'a')");
        revisions.irreversible("a", "", LOWER.formatted(""));
        assertThatThrownBy(() -> migrator().upgrade("heads")).isInstanceOf(RevisionFailedException.class);

        revisions.irreversible("a", "", LOWER.formatted("").replace("lower(email)", "lower(email) || '!'"));
        migrator().upgrade("heads");
        sql("INSERT INTO t VALUES (3, 'C')");

        assertThat(text(NORMS)).isEqualTo("a! - c!");
    }

    @Test
    void aDroppedTriggerIsNoticedAtTheEnd() {
        revisions.irreversible("a", "", LOWER.formatted(""));
        Migrator disturbed = builder()
                .listener(at(MigrationEvent.BatchCommitted.class, event -> sql("ALTER TABLE t DISABLE TRIGGER fill")))
                .build();

        RevisionFailedException failure =
                catchThrowableOfType(RevisionFailedException.class, () -> disturbed.upgrade("heads"));

        assertThat(failure).hasMessageContaining("the trigger fill of public.t was dropped or disabled");
        sql("INSERT INTO t VALUES (3, 'C')");
        migrator().upgrade("heads");
        assertThat(text("SELECT tgenabled FROM pg_trigger WHERE tgname = 'fill'"))
                .isEqualTo("O");
        assertThat(text(NORMS)).isEqualTo("a - c");
    }

    @Test
    void aWorkerCreatesTheTriggerOfABatchInTheBackground() {
        revisions.irreversible("a", "", LOWER.formatted(" mode=background"));

        migrator().upgrade("heads");
        migrator().work();
        sql("INSERT INTO t VALUES (3, 'C')");

        assertThat(text(NORMS)).isEqualTo("a - c");
    }

    @Test
    void aDowngradeDropsTheTrigger() {
        revisions.revision("a", "", LOWER.formatted(""), DROP);

        migrator().upgrade("heads");
        migrator().downgrade("base");

        assertThat(text("SELECT count(*) FROM pg_trigger WHERE tgname = 'fill'"))
                .isEqualTo("0");
        assertThat(text("SELECT count(*) FROM pg_proc WHERE proname = 'fill'")).isEqualTo("0");
    }

    @Test
    void aDowngradeThatLeavesTheTriggerIsRefused() {
        revisions.revision("a", "", LOWER.formatted(""), "UPDATE t SET norm = NULL;");

        assertThatThrownBy(() -> migrator().upgrade("heads"))
                .isInstanceOf(InvalidScriptsException.class)
                .hasMessageContaining("does not drop the trigger fill")
                .hasMessageContaining(DROP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION fill() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE TRIGGER fill BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"
            })
    void anotherObjectOfThisNameStays(String other) {
        sql(other);
        revisions.irreversible("a", "", LOWER.formatted(""));

        assertThatThrownBy(() -> migrator().upgrade("heads"))
                .isInstanceOf(RevisionFailedException.class)
                .hasMessageContaining("\"fill\", which revision 'a' has not created")
                .hasMessageContaining("Choose another name");
        assertThat(text(NORMS)).isEqualTo("- -");
    }

    @Test
    void namesAreQuotedAndColumnsMayHaveTheNamesOfTheLanguage() {
        sql("CREATE SCHEMA \"my schema\"");
        sql("CREATE TYPE mood AS ENUM ('good', 'bad')");
        sql(
                "CREATE TABLE \"my schema\".\"T%1\" (id int PRIMARY KEY, \"NEW\" text, new text, old json, tg_op mood, found int)");
        sql("INSERT INTO \"my schema\".\"T%1\" VALUES (1, 'It''s \\', 'x')");
        String name = "\"Fill in, %s of 'it'\"";
        revisions.irreversible(
                "a",
                "",
                "-- @batch table=\"my schema\".\"T%1\" key=id with-trigger=" + name + "\n"
                        + "UPDATE \"my schema\".\"T%1\" AS x SET old = to_json(x.\"NEW\" || new), tg_op = 'bad', found = id * 2.0"
                        + " WHERE x.tg_op IS NULL -- all\n AND (found IS NULL OR \"NEW\" = 'It''s \\');");

        migrator().upgrade("heads");
        sql("INSERT INTO \"my schema\".\"T%1\" VALUES (2, 'It''s \\', 'y')");
        sql("UPDATE \"my schema\".\"T%1\" SET new = 'z'");

        assertThat(
                        text(
                                "SELECT string_agg(concat_ws(' ', old, tg_op, found), ', ' ORDER BY id) FROM \"my schema\".\"T%1\""))
                .isEqualTo("\"It's \\\\z\" bad 2, \"It's \\\\z\" bad 4");
    }

    @Test
    void valuesThatAreNormalizedInPlaceAreNormalizedAtEachWrite() {
        revisions.irreversible(
                "a",
                "",
                "-- @batch table=t key=id with-trigger=fill\nUPDATE t SET email = lower(email) WHERE email <> lower(email);");

        migrator().upgrade("heads");
        sql("INSERT INTO t VALUES (3, 'C')");
        sql("UPDATE t SET email = 'Z' WHERE id = 1");

        assertThat(text("SELECT string_agg(email, ' ' ORDER BY id) FROM t")).isEqualTo("z c");
    }

    @Test
    void partitionsHaveTheTrigger() {
        sql("CREATE TABLE p (id int PRIMARY KEY, a int, b int) PARTITION BY RANGE (id)");
        sql("CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (100)");
        sql("INSERT INTO p VALUES (1, 1)");
        revisions.irreversible(
                "a", "", "-- @batch table=p key=id with-trigger=fill\nUPDATE p SET b = a + 1 WHERE b IS NULL;");

        migrator().upgrade("heads");
        sql("CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (100) TO (200)");
        sql("INSERT INTO p VALUES (2, 5), (150, 6)");

        assertThat(text("SELECT string_agg(b::text, ' ' ORDER BY id) FROM p")).isEqualTo("2 6 7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UPDATE t SET norm = (SELECT 'x') WHERE norm IS NULL | reads other rows",
                "UPDATE t SET norm = u.email FROM t u WHERE norm IS NULL | reads other rows",
                "WITH x AS (SELECT 1) UPDATE t SET norm = 'x' WHERE norm IS NULL | reads other rows",
                "UPDATE t SET norm = 'x' WHERE other IN (VALUES (1)) | reads other rows",
                "UPDATE t SET norm = 'x' | has no filter",
                "UPDATE t SET (norm, other) = (email, 1) WHERE norm IS NULL | without the form",
                "UPDATE t SET norm = DEFAULT WHERE norm IS NULL | without the form",
                "DELETE FROM t WHERE norm IS NULL | needs an UPDATE"
            })
    void statementsThatATriggerCannotRepeatAreRefused(String statement, String problem) {
        revisions.irreversible("a", "", "-- @batch table=t key=id with-trigger=fill\n" + statement + ";");

        assertThatThrownBy(() -> migrator().upgrade("heads"))
                .isInstanceOf(InvalidScriptsException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UPDATE public.t SET norm = public.t.email WHERE norm IS NULL | invalid reference to FROM-clause",
                "UPDATE t SET norm = ctid::text WHERE norm IS NULL | \"ctid\" does not exist",
                "UPDATE t SET norm = double WHERE norm IS NULL | generated column double"
            })
    void whatTheServerCannotReadIsRefusedBeforeTheTriggerExists(String statement, String problem) {
        sql("ALTER TABLE t ADD double int GENERATED ALWAYS AS (other * 2) STORED");
        revisions.irreversible("a", "", "-- @batch table=t key=id with-trigger=fill\n" + statement + ";");

        assertThatThrownBy(() -> migrator().upgrade("heads"))
                .isInstanceOf(RevisionFailedException.class)
                .hasMessageContaining(problem);
        assertThat(text("SELECT count(*) FROM pg_trigger WHERE tgname = 'fill'"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with-trigger", "with-trigger=a.b", "with-trigger=1", "with-trigger=" + LONG})
    void aNameIsRequired(String option) {
        revisions.irreversible(
                "a", "", "-- @batch table=t key=id " + option + "\nUPDATE t SET norm = email WHERE norm IS NULL;");

        assertThatThrownBy(() -> migrator().upgrade("heads")).isInstanceOf(InvalidScriptsException.class);
    }

    private static final String LONG = "a234567890123456789012345678901234567890123456789012345678901234";

    @Test
    void aRehearsalCreatesAndRevertsIt() {
        revisions.revision("a", "", LOWER.formatted(""), DROP);
        revisions.irreversible("b", "a", "DROP TRIGGER fill ON t; DROP FUNCTION fill();");

        RehearsalReport report = migrator().rehearse("heads", RehearsalOptions.DEFAULT);

        assertThat(report.end()).isEqualTo(RehearsalEnd.COMPLETE);
        assertThat(text("SELECT count(*) FROM pg_proc WHERE proname = 'fill'")).isEqualTo("0");
        migrator().upgrade("heads");
        assertThat(text(NORMS)).isEqualTo("a -");
    }

    @Test
    void theOfflineTextCreatesTheSameTrigger() {
        revisions.revision("a", "", LOWER.formatted(""), DROP);
        StringBuilder up = new StringBuilder();
        Revisions.load(settings()).upgradeSql("heads", up);

        new Psql(directory).run(database, up.toString()).succeeded();
        sql("INSERT INTO t VALUES (3, 'C')");
        assertThat(text(NORMS)).isEqualTo("a - c");

        StringBuilder down = new StringBuilder();
        Revisions.load(settings()).downgradeSql("a:base", down);
        new Psql(directory).run(database, down.toString()).succeeded();
        assertThat(text("SELECT count(*) FROM pg_proc WHERE proname = 'fill'")).isEqualTo("0");
    }
}
