// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.Migrator;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.error.MigrationException;
import dev.migration.event.RunProgress;
import dev.migration.sample.support.database.Polling;

/** The scenes of the tour, each of which begins where the one before it has ended. */
final class Scenes {

    /** The longest time in which a state is reached on a slow machine. */
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final Migrator migrator;
    private final MigrationMonitor monitor;
    private final JdbcClient jdbc;
    private final Blocker blocker;
    private final Neighbours neighbours;
    /** What the scene runs on another thread. */
    private CompletableFuture<Void> run = CompletableFuture.completedFuture(null);

    Scenes(MigrationMonitor monitor, JdbcClient jdbc, Blocker blocker, Neighbours neighbours) {
        this.migrator = monitor.migrator();
        this.monitor = monitor;
        this.jdbc = jdbc;
        this.blocker = blocker;
        this.neighbours = neighbours;
    }

    List<Scene> all() {
        return List.of(
                pending(), running(), waiting(), failed(), repaired(), background(), threeInstances(), upToDate());
    }

    /** Takes back what an earlier tour has left in the database. */
    private void startOver() {
        if (!jdbc.sql("SELECT revision FROM migration_revision WHERE revision LIKE 'demo0_'")
                .query(String.class)
                .list()
                .isEmpty()) {
            migrator.downgrade("demo@base");
        }
    }

    private Scene pending() {
        return new Scene("PENDING, changes are waiting", """
                The application knows six revisions, demo01 to demo06, that are not applied; nobody applies them.
                The page says what they change and which tables they lock. Health is OUT_OF_SERVICE.
                """, this::startOver, Scene.NOTHING);
    }

    private Scene running() {
        return new Scene(
                "RUNNING, a change is running",
                """
                demo01 is applied, and demo02 fills a column of 4,000 rows in batches, for half a minute or more.
                The page has the progress, the rate and the time that is left; the application has a line at its top.
                """,
                () -> start(
                        () -> migrator.upgrade("demo02"),
                        () -> monitor.read()
                                .progress()
                                .flatMap(RunProgress::batch)
                                .isPresent()),
                this::finish);
    }

    private Scene waiting() {
        return new Scene("RUNNING, and waiting behind another session", """
                demo03 adds a column to tickets, but the session 'monthly report' has read tickets and has not ended its transaction.
                The page names that session. The application works: the revision never queues for longer than 100 ms.
                The state ends when the report ends its transaction; the change then goes on by itself.
                """, this::block, this::unblock);
    }

    private Scene failed() {
        return new Scene("PENDING, the last change failed", """
                demo04 adds a unique constraint, but one customer has answered twice. It was rolled back.
                The page names the revision, its line and the row. Health is OUT_OF_SERVICE.
                The state ends when the second answer is deleted and the upgrade is started again.
                """, this::fail, this::repair);
    }

    private Scene repaired() {
        return new Scene("PENDING, the failure is repaired", """
                The second answer is deleted, and demo04 is applied. demo05 and demo06 are waiting.
                """, Scene.NOTHING, Scene.NOTHING);
    }

    private Scene background() {
        return new Scene("PENDING, with a change that goes on in the background", """
                demo05 is applied, and a worker fills its column; /actuator/migrations/demo05 has its state BACKGROUND until the last batch.
                An application would have started already. demo06 is waiting: it needs what demo05 writes.
                """, this::queue, this::finish);
    }

    private Scene threeInstances() {
        return new Scene("RUNNING, three instances", """
                Two more instances have been started at once, and each wants to apply demo06: one does, the other one waits for it.
                The page shows who holds the lock and who waits. Their ports are closed until the change is done.
                """, this::startNeighbours, neighbours::await);
    }

    private Scene upToDate() {
        return new Scene("UP_TO_DATE", """
                All three instances are up, on this port and the next two. Two revisions are heads: that of the application, and demo06.
                After this state the other two instances are stopped, and this one goes on. Ctrl-C ends it.
                """, Scene.NOTHING, neighbours::stop);
    }

    private void block() throws Exception {
        blocker.begin("tickets");
        start(() -> migrator.upgrade("demo03"), () -> monitor.read().runWait().isPresent());
    }

    private void unblock() throws Exception {
        blocker.end();
        finish();
    }

    private void fail() {
        try {
            migrator.upgrade("demo04");
        } catch (MigrationException expected) {
            return;
        }
        throw new IllegalStateException("demo04 is applied, although one customer has two surveys.");
    }

    private void repair() {
        jdbc.sql("DELETE FROM demo_surveys WHERE id = 4000").update();
        migrator.upgrade("demo04");
    }

    private void queue() {
        migrator.upgrade("demo05");
        start(migrator::work, () -> inBatches("demo05"));
    }

    private boolean inBatches(String revision) {
        return migrator.batches().list().stream()
                .anyMatch(batch -> batch.revision().equals(revision));
    }

    /** The blocker holds the first of them up until the second one waits for it. */
    private void startNeighbours() throws Exception {
        blocker.begin("demo_surveys");
        neighbours.start();
        await(() -> !monitor.read().lock().waiters().isEmpty());
        blocker.end();
        await(() -> inBatches("demo06"));
    }

    private void start(Runnable what, BooleanSupplier reached) {
        run = CompletableFuture.runAsync(what);
        await(() -> reached.getAsBoolean() || run.isDone());
    }

    private static void await(BooleanSupplier reached) {
        if (!Polling.until(LONGEST, reached)) {
            throw new IllegalStateException("The next state was not reached within " + LONGEST + ".");
        }
    }

    private void finish() {
        run.join();
    }
}
