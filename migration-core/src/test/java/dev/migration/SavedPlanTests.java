// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.refusal.StalePlanException;
import dev.migration.plan.SavedPlan;
import dev.migration.plan.SavedPlan.Script;
import dev.migration.plan.Step;
import dev.migration.result.MigrationResult;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Plans that are saved, reviewed and applied as they are. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SavedPlanTests extends MigratorTestBase {

    @Test
    void keepsWhatRunsInOrder() {
        revisions
                .irreversible("a", "", "CREATE TABLE a (id int PRIMARY KEY, n int);")
                .repeatable("r", "", "CREATE VIEW r AS SELECT 1 AS n;");
        migrator().upgrade("heads");
        revisions.write(
                "b",
                "-- @revision b\n-- @revises a\n-- @lock-timeout 2s\n-- @require true\n-- @upgrade\n"
                        + "ALTER ROLE someone PASSWORD 'hunter2';\n"
                        + "-- @batch table=a key=id\nUPDATE a SET n = 1 WHERE n IS NULL;\n");
        revisions.table("c", "b").repeatable("r", "", "CREATE OR REPLACE VIEW r AS SELECT 2 AS n;");
        revisions.write("h", "-- @hook before-revision\nSELECT 1;\n");

        SavedPlan saved = save();

        assertThat(saved.database().name()).isEqualTo(database.name());
        assertThat(saved.database().cluster()).isPresent();
        assertThat(saved.before()).containsExactly("a");
        assertThat(saved.after()).containsExactly("c");
        assertThat(saved.ids()).containsExactly("b", "c");
        Script first = saved.revisions().get(0);
        assertThat(first.directives())
                .containsExactly("@revises a", "@lock-timeout 2000ms", "@require true", "@batch table=a key=id");
        assertThat(first.sql().orElseThrow()).contains("ALTER ROLE").doesNotContain("hunter2");
        assertThat(saved.repeatables()).extracting(Script::name).containsExactly("r");
        assertThat(saved.hooks()).extracting(Script::name).containsExactly("before-revision");
    }

    @Test
    void isAppliedAsItIs() {
        revisions.table("a", "").table("b", "a").table("c", "b");
        SavedPlan saved = migrator().reader().save("b");

        MigrationResult result = migrator().upgrade(saved, Optional.of("ticket 7"));

        assertThat(result.plan().steps()).extracting(Step::toString).containsExactly("+a", "+b");
        assertThat(tables()).containsExactly("a", "b");
        assertThat(text("SELECT string_agg(detail, ',') FROM migration_history"))
                .isEqualTo("ticket 7,ticket 7");
    }

    @Test
    void appliesRepeatablesAlone() {
        revisions.repeatable("r", "", "CREATE VIEW r AS SELECT 1 AS n;");
        SavedPlan saved = save();

        apply(saved);

        assertThat(text("SELECT n FROM r")).isEqualTo("1");
        assertThat(apply(saved).plan().notes()).containsExactly("The saved plan is applied already.");
    }

    @Test
    void whatIsAppliedAlreadyIsNoFault() {
        revisions.table("a", "").repeatable("r", "", "CREATE VIEW r AS SELECT 1 AS n;");
        SavedPlan saved = save();
        migrator().upgrade("heads");
        revisions.table("b", "a");

        MigrationResult result = apply(saved);

        assertThat(result.plan().isEmpty()).isTrue();
        assertThat(result.plan().notes()).containsExactly("The saved plan is applied already.");
        assertThat(tables()).containsExactly("a");
    }

    @Test
    void anotherTextUnderTheSameIdIsNotWhatWasSaved() {
        revisions.table("a", "");
        SavedPlan saved = save();
        revisions.irreversible("a", "", "CREATE TABLE other (id int);");
        migrator().upgrade("heads");

        assertThat(refused(saved)).anyMatch(reason -> reason.contains("the database is at a"));
    }

    @Test
    void namesAllReasonsAtOnceAndRunsNothing() {
        revisions.table("a", "").table("b", "a").table("c", "b").repeatable("r", "", "SELECT 1;");
        revisions.write("h", "-- @hook before-revision\nSELECT 1;\n");
        migrator().upgrade("a");
        SavedPlan saved = save();
        revisions
                .irreversible("b", "a", "CREATE TABLE b (id bigint);")
                .delete("c")
                .table("d", "b")
                .repeatable("r", "", "SELECT 2;");
        revisions.write("h", "-- @hook before-revision\nSELECT 2;\n");

        assertThat(refused(saved))
                .anyMatch(reason -> reason.matches("The revision b \\(.*b\\.sql\\) was edited: its checksum is v1:.*"))
                .anyMatch(reason -> reason.startsWith("The revision d ") && reason.endsWith("is not in the plan."))
                .anyMatch(reason -> reason.startsWith("The revision c ") && reason.contains("would not run now"))
                .anyMatch(reason -> reason.startsWith("The repeatable r ") && reason.contains("was edited"))
                .anyMatch(reason -> reason.startsWith("The hook before-revision ") && reason.contains("was edited"))
                .hasSize(5);
        assertThat(tables()).containsExactly("a");
    }

    @Test
    void anEditedDirectiveIsAReason() {
        revisions.irreversible("a", "", "CREATE TABLE a (id int PRIMARY KEY, n int);");
        migrator().upgrade("heads");
        String upgrade = "UPDATE a SET n = 1 WHERE n IS NULL;";
        revisions.irreversible("b", "a", "-- @batch table=a key=id\n" + upgrade);
        SavedPlan saved = save();
        revisions.irreversible("b", "a", "-- @batch table=a key=ctid\n" + upgrade);

        assertThat(refused(saved))
                .singleElement()
                .asString()
                .contains("has other directives", "key=ctid", "instead of", "key=id");
    }

    @Test
    void anotherValueOfAVariableIsAReason() {
        revisions.irreversible("a", "", "CREATE TABLE ${name} (id int);");
        SavedPlan saved = withName("one").reader().save("heads");

        StalePlanException refused = catchThrowableOfType(
                StalePlanException.class, () -> withName("two").upgrade(saved, Optional.empty()));

        assertThat(refused.reasons()).singleElement().asString().contains("other values of variables");
    }

    @Test
    void commentsAndWhiteSpaceAreNoReason() {
        revisions.irreversible("a", "", "CREATE TABLE a (id int);");
        SavedPlan saved = save();
        revisions.irreversible("a", "", "-- why\r\nCREATE TABLE a\r\n  (id int);");

        apply(saved);

        assertThat(tables()).containsExactly("a");
    }

    @Test
    void otherHeadsAreAReason() {
        revisions.table("a", "").table("b", "a").table("c", "b");
        SavedPlan saved = save();
        migrator().upgrade("b");

        assertThat(refused(saved))
                .containsExactly("The plan starts from base, and the database is at b. Of the 3 revisions of the plan,"
                        + " these are applied or have no script: a, b.");
        assertThat(migrator().reader().status().current()).containsExactly("b");
    }

    @Test
    void aRelativeTargetIsNotAppliedTwice() {
        revisions.table("a", "").table("b", "a");
        SavedPlan saved = migrator().reader().save("+1");

        apply(saved);
        apply(saved);

        assertThat(tables()).containsExactly("a");
    }

    @Test
    void anotherOrderIsAReason() {
        revisions.table("a", "").table("b", "").table("c", "");
        SavedPlan saved = save();
        revisions.table("a", "c");

        assertThat(refused(saved))
                .anyMatch(
                        reason -> reason.contains("The order of the revisions is b, c, a now, and a, b, c in the plan"))
                .anyMatch(reason -> reason.contains("@revises c"));
    }

    @Test
    void anotherDatabaseIsTheOnlyReason(PostgresDatabase postgres) {
        revisions.table("a", "");
        SavedPlan saved = save();
        SavedPlan.Database here = saved.database();
        SavedPlan elsewhere = new SavedPlan(
                new SavedPlan.Database(here.cluster(), here.oid() + 1, here.name(), here.schema()),
                saved.target(),
                List.of("x"),
                saved.after(),
                saved.revisions(),
                saved.repeatables(),
                saved.hooks());

        assertThat(refused(elsewhere))
                .singleElement()
                .asString()
                .contains("made for database '" + postgres.name() + "' (OID " + (here.oid() + 1));
        migrator().upgrade("heads");
        assertThat(refused(elsewhere)).hasSize(1);
    }

    @Test
    void ofTwoInstancesWithTheSamePlanOneFindsItDone() throws Exception {
        revisions.irreversible("a", "", "CREATE TABLE a (id int);").table("b", "a");
        SavedPlan saved = save();
        CountDownLatch waiting = new CountDownLatch(1);
        Future<MigrationResult> one = startedUntil(waiting, first -> first.upgrade(saved, Optional.empty()));

        MigrationResult other = countingDown(waiting).upgrade(saved, Optional.empty());

        assertThat(one.get().plan().steps()).hasSize(2);
        assertThat(other.plan().isEmpty()).isTrue();
        assertThat(other.plan().notes()).containsExactly("The saved plan is applied already.");
    }

    @Test
    void whatMovesTheDatabaseBeforeTheLockIsNoticedUnderIt() throws Exception {
        revisions.table("a", "").table("b", "a");
        SavedPlan saved = save();
        CountDownLatch waiting = new CountDownLatch(1);
        Future<MigrationResult> one = startedUntil(waiting, first -> first.upgrade("a"));

        StalePlanException refused = catchThrowableOfType(
                StalePlanException.class, () -> countingDown(waiting).upgrade(saved, Optional.empty()));

        one.get();
        assertThat(refused.facts()).isEqualTo(Map.of("reasons", refused.reasons()));
        assertThat(refused.reasons()).singleElement().asString().contains("the database is at a");
        assertThat(tables()).containsExactly("a");
    }

    /** A run that has begun its first revision, which ends when another one waits for the lock. */
    private Future<MigrationResult> startedUntil(CountDownLatch waiting, Function<Migrator, MigrationResult> upgrade) {
        CountDownLatch running = new CountDownLatch(1);
        Migrator first = builder()
                .listener(at(MigrationEvent.RevisionStarted.class, started -> {
                    running.countDown();
                    await(waiting);
                }))
                .build();
        Future<MigrationResult> run = threads.submit(() -> upgrade.apply(first));
        await(running);
        return run;
    }

    /** A migrator that says when it waits for the lock. */
    private Migrator countingDown(CountDownLatch waiting) {
        return builder()
                .listener(at(MigrationEvent.WaitingForLock.class, event -> waiting.countDown()))
                .build();
    }

    private SavedPlan save() {
        return migrator().reader().save("heads");
    }

    private MigrationResult apply(SavedPlan saved) {
        return migrator().upgrade(saved, Optional.empty());
    }

    private List<String> refused(SavedPlan saved) {
        StalePlanException refused = catchThrowableOfType(StalePlanException.class, () -> apply(saved));
        assertThat(refused).as("the refusal of the plan").isNotNull();
        return refused.reasons();
    }

    private Migrator withName(String name) {
        return builder()
                .settings(settings().toBuilder().variables(Map.of("name", name)).build())
                .build();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
