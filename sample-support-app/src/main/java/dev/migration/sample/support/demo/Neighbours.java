// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.demo;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;

import dev.migration.sample.support.SupportApplication;

/** A second and a third instance of the application, which upgrade the database when they start. They run in the same JVM. */
final class Neighbours {

    private static final Logger log = LoggerFactory.getLogger(Neighbours.class);

    private final JdbcConnectionDetails database;
    private final String sleep;
    private final int port;
    private List<CompletableFuture<ConfigurableApplicationContext>> instances = List.of();

    /**
     * @param sleep how long the revisions of the demo sleep for each row, in seconds
     * @param port of the first instance; the others have the next ones, or any ones if it is 0
     */
    Neighbours(JdbcConnectionDetails database, String sleep, int port) {
        this.database = database;
        this.sleep = sleep;
        this.port = port;
    }

    /** Starts both at once, and does not wait for them. */
    void start() {
        instances = IntStream.of(1, 2)
                .map(next -> port == 0 ? 0 : port + next)
                .mapToObj(next -> CompletableFuture.supplyAsync(() -> start(next), Neighbours::onThread))
                .toList();
    }

    private ConfigurableApplicationContext start(int next) {
        return SpringApplication.run(
                SupportApplication.class,
                "--server.port=" + next,
                // They have one database, also if this instance has a second one.
                "--spring.profiles.active=",
                "--spring.datasource.url=" + database.getJdbcUrl(),
                "--spring.datasource.username=" + database.getUsername(),
                "--spring.datasource.password=" + database.getPassword(),
                "--spring.datasource.hikari.maximum-pool-size=2",
                "--migration.locations=" + DemoMode.LOCATIONS,
                "--migration.variables.sleep=" + sleep,
                "--migration.target=heads");
    }

    private static void onThread(Runnable start) {
        var thread = new Thread(start, "demo-instance");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until both are up, or throws the failure of one. */
    void await() {
        log.info("Instances 2 and 3 are up, on the ports {}", ports());
    }

    /** The ports of the instances, once they are up. */
    List<Integer> ports() {
        return instances.stream()
                .map(instance -> instance.join().getEnvironment())
                .map(environment -> environment.getRequiredProperty("local.server.port", Integer.class))
                .toList();
    }

    void stop() {
        instances.forEach(instance -> instance.join().close());
        instances = List.of();
    }
}
