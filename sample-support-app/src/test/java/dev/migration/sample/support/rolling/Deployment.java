// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.rolling;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.sample.support.SampleProcess;
import dev.migration.test.postgres.PostgresDatabase;

/** Deploys versions under load, and measures what customers and agents notice. */
final class Deployment implements AutoCloseable {

    private final Stopwatch clock;
    private final List<Phase> phases = new ArrayList<>();
    private final Path folder;
    private final Scale scale;
    private final Map<String, String> environment;
    private final Fleet fleet;
    private final SupportLoad load;
    private final DatabaseWatch watch;

    private Deployment(Path folder, Scale scale, PostgresDatabase database, Fleet fleet) throws Exception {
        this.folder = folder;
        this.scale = scale;
        this.environment = environment(database);
        this.fleet = fleet;
        var backlog = Backlog.insert(JdbcClient.create(database.dataSource()), scale.tickets());
        this.clock = Stopwatch.started();
        this.load = new SupportLoad(fleet, backlog, clock);
        this.watch = new DatabaseWatch(database.dataSource().getConnection(), clock);
    }

    /**
     * Starts version 1 on a database with many tickets, and the load.
     *
     * @param folder for the outputs of the instances
     */
    static Deployment begin(Path folder, Scale scale, PostgresDatabase database) throws Exception {
        var fleet = new Fleet(folder, environment(database));
        try {
            fleet.start(Release.ONE, scale.instances());
            var deployment = new Deployment(folder, scale, database, fleet);
            deployment.watch.start();
            deployment.load.start(scale.rate());
            return deployment;
        } catch (Exception failure) {
            fleet.close();
            throw failure;
        }
    }

    private static Map<String, String> environment(PostgresDatabase database) {
        return Map.of(
                "SPRING_DATASOURCE_URL", database.url(),
                "SPRING_DATASOURCE_USERNAME", database.username(),
                "SPRING_DATASOURCE_PASSWORD", database.password());
    }

    /** Two releases change the schema while the other version runs; then both are taken back. */
    Course expandAndContract() throws Exception {
        steady("version 1");
        phase("rollout of version 2: expand, backfill", () -> fleet.roll(Release.TWO));
        steady("version 2");
        phase("rollout of version 3: contract", () -> fleet.roll(Release.THREE));
        steady("version 3");
        phase("back: downgrade of the contraction", () -> downgrade(Release.THREE, "urgency05"));
        phase("back: rollout of version 1", () -> fleet.roll(Release.ONE));
        phase("back: downgrade of the expansion", () -> downgrade(Release.TWO, Release.BEFORE));
        steady("version 1 again");
        return end("expand, backfill, contract");
    }

    /** One release replaces the column in one transaction. */
    Course replaceAtOnce() throws Exception {
        steady("version 1");
        phase("rollout of version 2: replace", () -> fleet.roll(Release.NAIVE));
        steady("version 2");
        return end("one revision");
    }

    private void steady(String name) throws Exception {
        phase(name, () -> {
            var enough = load.answers() + scale.steady();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> load.answers() >= enough);
        });
    }

    private void phase(String name, Step step) throws Exception {
        var begin = clock.seconds();
        step.run();
        phases.add(new Phase(name, begin, clock.seconds()));
        System.out.printf(
                Locale.ROOT,
                "%6.1f s  %-36s %6d requests, %d failed%n",
                clock.seconds(),
                name,
                load.answers(),
                load.failures());
    }

    /** Runs the command of the application that is deployed. */
    private void downgrade(Release release, String target) throws IOException, InterruptedException {
        SampleProcess.run(release.command(), folder, environment, "migrations", "downgrade", target);
    }

    private Course end(String name) throws Exception {
        load.finish();
        watch.close();
        return new Course(name, List.copyOf(phases), load.requests(), watch.looks());
    }

    @Override
    public void close() throws SQLException {
        load.close();
        watch.close();
        fleet.close();
    }

    /** A step of a deployment. */
    @FunctionalInterface
    private interface Step {

        void run() throws Exception;
    }
}
