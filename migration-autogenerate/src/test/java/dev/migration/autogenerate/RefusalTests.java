// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.migration.autogenerate.loss.Confirmation;
import dev.migration.autogenerate.loss.RenameException;
import dev.migration.autogenerate.loss.UnconfirmedException;
import dev.migration.autogenerate.plan.Step;
import dev.migration.autogenerate.proof.OtherVersionException;
import dev.migration.autogenerate.proof.Writer;
import dev.migration.schema.SchemaGraph;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is refused: losses that nobody confirmed, renames of nothing, what cannot be written, another version. */
@PostgresTest
class RefusalTests {

    @Test
    void aLabelThatGoesIsALossAndMayBeARename(PostgresDatabase postgres) throws Exception {
        List<String> from = List.of("CREATE TYPE status AS ENUM ('OPEN', 'DONE')", "CREATE TABLE t (s status)");
        List<String> to = List.of("CREATE TYPE status AS ENUM ('OPEN', 'CLOSED')", "CREATE TABLE t (s status)");

        assertThatThrownBy(() -> write(postgres, from, to, Confirmation.none()))
                .isInstanceOfSatisfying(
                        UnconfirmedException.class,
                        refusal -> assertThat(refusal.remedy())
                                .contains(
                                        "--rename public.status.DONE=public.status.CLOSED",
                                        "--allow-drop=public.status.DONE"));
        assertThat(sql(write(postgres, from, to, renaming("status.DONE=status.CLOSED"))
                        .upgrade()
                        .steps()))
                .containsExactly("ALTER TYPE public.status RENAME VALUE 'DONE' TO 'CLOSED'");
        assertThat(sql(write(postgres, from, to, allowing("status.DONE"))
                        .upgrade()
                        .steps()))
                .contains(
                        "-- Fails if a row has a label that is gone (DONE): change such rows before.\n"
                                + "ALTER TYPE public.status RENAME TO status_old",
                        "DROP TYPE public.status_old");
    }

    @Test
    void aTypeThatCutsValuesIsALoss(PostgresDatabase postgres) {
        List<String> from =
                List.of("CREATE TABLE t (a numeric(10, 4), b timestamptz, c double precision, d varchar(50))");
        List<String> to = List.of("CREATE TABLE t (a numeric(10, 2), b timestamptz(3), c int, d varchar(40))");

        assertThatThrownBy(() -> write(postgres, from, to, Confirmation.none()))
                .isInstanceOfSatisfying(
                        UnconfirmedException.class,
                        refusal -> assertThat(refusal.losses())
                                .extracting(loss -> loss.name())
                                .containsExactly("public.t.a", "public.t.b", "public.t.c"));
    }

    @Test
    void aTableThatIsNewAndLikeTheOneThatGoesMayBeARename(PostgresDatabase postgres) throws Exception {
        List<String> from = List.of("CREATE TABLE ticket (id serial PRIMARY KEY, subject text, at timestamptz)");
        List<String> to = List.of("CREATE TABLE tickets (id serial PRIMARY KEY, subject text, at timestamptz)");

        assertThatThrownBy(() -> write(postgres, from, to, Confirmation.none()))
                .hasMessageContaining("--rename public.ticket=public.tickets")
                .hasMessageContaining("--allow-drop=public.ticket");
        assertThat(sql(write(postgres, from, to, renaming("ticket=tickets"))
                        .upgrade()
                        .steps()))
                .containsExactlyInAnyOrder(
                        "ALTER TABLE public.ticket RENAME TO tickets",
                        "ALTER SEQUENCE public.ticket_id_seq RENAME TO tickets_id_seq",
                        "ALTER TABLE public.tickets RENAME CONSTRAINT ticket_pkey TO tickets_pkey");
    }

    @Test
    void aRenameNeedsSomethingThatGoesAndSomethingNewOfTheSameKind(PostgresDatabase postgres) {
        List<String> from = List.of("CREATE TABLE t (a int, b int)", "CREATE TABLE u (a int)");
        List<String> to = List.of("CREATE TABLE t (c int, d int)", "CREATE TABLE u (c int)");

        assertThatThrownBy(() -> write(postgres, from, to, renaming("a=c")))
                .isInstanceOf(RenameException.class)
                .hasMessageContaining("'a=c' can mean column public.t.a or");
        assertThatThrownBy(() -> write(postgres, from, to, renaming("t.a=u")))
                .isInstanceOf(RenameException.class)
                .hasMessageContaining("does not name something that goes");
    }

    @Test
    void aKindThatIsNotWrittenIsNamed(PostgresDatabase postgres) {
        assertThatThrownBy(() -> write(postgres, List.of("SELECT 1"), List.of("CREATE TYPE shell"), Confirmation.all()))
                .isInstanceOf(UnwrittenException.class)
                .hasMessageContaining("not written: type public.shell is not created");
    }

    @Test
    void schemasOfTwoVersionsAreRefused(PostgresDatabase postgres) throws Exception {
        try (Connection connection = connection(postgres)) {
            TransactionTrial trial = new TransactionTrial(connection);
            SchemaSnapshot snapshot = trial.read().snapshot();
            SchemaGraph other = trial.read().with(new SchemaSnapshot(13, snapshot.objects(), snapshot.omissions()));

            assertThatThrownBy(() -> Writer.write(trial, other, Writer.Form.plain()))
                    .isInstanceOf(OtherVersionException.class)
                    .hasMessageContaining("PostgreSQL 13");
        }
    }

    private static Confirmation renaming(String rename) {
        return new Confirmation(List.of(rename), List.of(), false);
    }

    private static Confirmation allowing(String drop) {
        return new Confirmation(List.of(), List.of(drop), false);
    }

    private static List<String> sql(List<Step> steps) {
        return steps.stream().map(Step::sql).toList();
    }

    private static Autogenerate.Result write(
            PostgresDatabase postgres, List<String> from, List<String> to, Confirmation confirmation)
            throws SQLException {
        try (Connection connection = connection(postgres)) {
            TransactionTrial trial = new TransactionTrial(connection);
            SchemaGraph wish = trial.state(to).read();
            return new Autogenerate(trial.state(from), Writer.Form.plain(), confirmation).write(wish);
        }
    }

    private static Connection connection(PostgresDatabase postgres) throws SQLException {
        Connection connection = postgres.dataSource().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }
}
