// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.refusal.IrreversibleRevisionException;
import dev.migration.execution.report.BatchFailure;
import dev.migration.execution.session.SimpleProtocol;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.ReversibleJavaRevision;
import dev.migration.script.RevisionHeader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class JavaRevisionTests extends MigratorTestBase {

    @Test
    void runsBetweenSqlRevisionsAndBack() {
        revisions.table("a", "").table("c", "b");
        var migrator = with(new MakesTable());

        migrator.upgrade("heads");
        assertThat(tables()).containsExactly("a", "b", "c");
        assertThat(applied()).containsExactly("a", "b", "c");
        assertThat(migrator.reader().status().applied().get(1).revision().message())
                .isEqualTo("made in Java");

        migrator.downgrade("a");
        assertThat(tables()).containsExactly("a");
    }

    @Test
    void isRolledBackWholeWhenItThrows() {
        revisions.table("a", "");
        var migrator = with(new Fails());

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator.upgrade("heads"))
                .satisfies(failure -> {
                    assertThat(failure.source()).isEqualTo(Fails.class.getName());
                    assertThat(failure.problem()).contains("half way");
                });
        assertThat(tables()).containsExactly("a");
    }

    @Test
    void thatCommitsAndContinuesIsNotReportedAsRolledBack() {
        revisions.table("a", "");
        var migrator = with(new FailsAfterACommit());

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator.upgrade("heads"))
                .satisfies(failure -> assertThat(failure.problem())
                        .contains("part of it is committed")
                        .doesNotContain("rolled back: the database"));
        assertThat(tables()).containsExactly("a", "b");
        assertThat(applied()).containsExactly("a");
    }

    static Stream<Arguments> thatEndOrAbortTheirTransaction() {
        return Stream.of(
                arguments(new EndsItsTransaction("ROLLBACK"), "ended its own transaction"),
                arguments(new SwallowsAFailure(), "the revision caught the exception"));
    }

    @ParameterizedTest
    @MethodSource("thatEndOrAbortTheirTransaction")
    void thatEndsOrAbortsItsTransactionAndContinuesFails(JavaRevision revision, String reason) {
        revisions.table("a", "");
        var migrator = with(revision);

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator.upgrade("heads"))
                .withMessageContaining(reason);
        assertThat(tables()).containsExactly("a");
    }

    @Test
    void withoutADowngradeIsIrreversible() {
        revisions.table("a", "");
        var migrator = with(new OneWay());
        migrator.upgrade("heads");

        assertThatExceptionOfType(IrreversibleRevisionException.class)
                .isThrownBy(() -> migrator.downgrade("base"))
                .satisfies(failure -> assertThat(failure.revisions()).containsExactly("b"));
    }

    private Migrator with(JavaRevision revision) {
        return builder().javaRevisions(List.of(revision)).build();
    }

    @RevisionHeader(revision = "b", revises = "a", message = "made in Java")
    static class MakesTable implements ReversibleJavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.jdbc().sql("CREATE TABLE b (id int)").update();
            context.log().info("made a table");
        }

        @Override
        public void downgrade(MigrationContext context) throws SQLException {
            try (var statement = context.connection().createStatement()) {
                statement.execute("DROP TABLE b");
            }
        }
    }

    @RevisionHeader(revision = "b", revises = "a")
    static class Fails implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.jdbc().sql("CREATE TABLE b (id int)").update();
            throw new IllegalStateException("half way");
        }
    }

    @RevisionHeader(revision = "b", revises = "a")
    static class EndsItsTransaction implements JavaRevision {

        private final String end;

        EndsItsTransaction(String end) {
            this.end = end;
        }

        @Override
        public void upgrade(MigrationContext context) throws SQLException {
            context.jdbc().sql("CREATE TABLE b (id int)").update();
            PastTheGuard.run(context, end);
            context.jdbc().sql("CREATE TABLE c (id int)").update();
        }
    }

    @RevisionHeader(revision = "b", revises = "a")
    static class FailsAfterACommit extends EndsItsTransaction {

        FailsAfterACommit() {
            super("COMMIT");
        }

        @Override
        public void upgrade(MigrationContext context) throws SQLException {
            super.upgrade(context);
            throw new IllegalStateException("behind the commit");
        }
    }

    @RevisionHeader(revision = "b", revises = "a")
    static class SwallowsAFailure implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) throws SQLException {
            try (var statement = context.connection().createStatement()) {
                statement.execute("CREATE TABLE b (id int)");
                statement.execute("SELECT nonsense");
            } catch (SQLException swallowed) {
                context.log().info("nobody hears of it", swallowed);
            }
        }
    }

    @RevisionHeader(revision = "b", revises = "a")
    static class OneWay implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.jdbc().sql("SELECT 1").query().listOfRows();
        }
    }

    /** A call that no proxy can prevent: the internals of the driver. */
    static final class PastTheGuard {

        private PastTheGuard() {}

        static void run(MigrationContext context, String statement) throws SQLException {
            try {
                SimpleProtocol.send(context.connection(), List.of(statement), notice -> {});
            } catch (BatchFailure failure) {
                throw failure.error();
            }
        }
    }
}
