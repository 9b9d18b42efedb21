// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.util.LiquibaseUtil;
import org.flywaydb.core.Flyway;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.event.MigrationEvent;
import dev.migration.setting.LockLimits;
import dev.migration.test.postgres.PostgresDatabase;

/** A tool that adds a column to the table of {@link LockWorkload}, with its default settings. */
enum ComparedTool {
    PSQL("psql, plain ALTER TABLE") {
        @Override
        int alter(PostgresDatabase database, Path folder) throws Exception {
            ProcessBuilder psql =
                    new ProcessBuilder("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", libpq(database), "-c", ALTER);
            psql.environment().put("PGPASSWORD", database.password());
            Process process = psql.redirectErrorStream(true)
                    .redirectOutput(folder.resolve("psql.log").toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(folder.resolve("psql.log")));
            }
            return 1;
        }

        private static String libpq(PostgresDatabase database) {
            return database.url().substring("jdbc:".length()).replaceAll("\\?.*", "") + "?user=" + database.username();
        }
    },
    FLYWAY("Flyway") {
        @Override
        int alter(PostgresDatabase database, Path folder) throws IOException {
            Files.writeString(folder.resolve("V1__priority.sql"), ALTER);
            Flyway.configure()
                    .dataSource(database.url(), database.username(), database.password())
                    .locations("filesystem:" + folder)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
            return 1;
        }

        @Override
        String version() throws IOException {
            try (var properties = Flyway.class.getResourceAsStream("/org/flywaydb/core/internal/version.txt")) {
                return properties == null ? "" : new String(properties.readAllBytes()).strip();
            }
        }
    },
    LIQUIBASE("Liquibase") {
        @Override
        int alter(PostgresDatabase database, Path folder) throws Exception {
            Files.writeString(
                    folder.resolve("log.sql"), "--liquibase formatted sql\n--changeset ann:priority\n" + ALTER);
            CommandScope update = new CommandScope("update")
                    .addArgumentValue("changelogFile", "log.sql")
                    .addArgumentValue("url", database.url())
                    .addArgumentValue("username", database.username())
                    .addArgumentValue("password", database.password());
            update.setOutput(OutputStream.nullOutputStream());
            Scope.child(
                    Map.of(Scope.Attr.resourceAccessor.name(), new DirectoryResourceAccessor(folder)),
                    () -> update.execute());
            return 1;
        }

        @Override
        String version() {
            return LiquibaseUtil.getBuildVersion();
        }
    },
    OURS("ours") {
        @Override
        int alter(PostgresDatabase database, Path folder) throws Exception {
            return instances(1, database, folder, LockLimits.DEFAULTS);
        }
    },
    OURS_SIX("ours, six instances") {
        @Override
        int alter(PostgresDatabase database, Path folder) throws Exception {
            return instances(6, database, folder, LockLimits.DEFAULTS);
        }
    },
    OURS_TERMINATING("ours, terminate-idle-after 2 s") {
        @Override
        int alter(PostgresDatabase database, Path folder) throws Exception {
            LockLimits limits = new LockLimits(
                    Optional.empty(),
                    LockLimits.DEFAULTS.maxWait(),
                    Optional.of(Duration.ofSeconds(2)),
                    LockLimits.DEFAULTS.javaIdle());
            return instances(1, database, folder, limits);
        }
    };

    private static final String ALTER = "ALTER TABLE tickets ADD COLUMN priority int;";

    private final String title;

    ComparedTool(String title) {
        this.title = title;
    }

    /**
     * Adds the column.
     *
     * @param folder an empty folder for its scripts
     * @return the number of attempts
     */
    abstract int alter(PostgresDatabase database, Path folder) throws Exception;

    /** Its version; empty if it is that of this project or of the server. */
    String version() throws IOException {
        return "";
    }

    final String title() throws IOException {
        return (title + " " + version()).strip();
    }

    private static int instances(int number, PostgresDatabase database, Path folder, LockLimits limits)
            throws Exception {
        Files.writeString(folder.resolve("a.sql"), "-- @revision a\n-- @upgrade\n" + ALTER + "\n");
        AtomicInteger attempts = new AtomicInteger(1);
        MigrationSettings settings = MigrationSettings.defaults().toBuilder()
                .locations("filesystem:" + folder)
                .lockLimits(limits)
                .build();
        ExecutorService threads = Executors.newFixedThreadPool(number);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int instance = 0; instance < number; instance++) {
                runs.add(threads.submit(() -> Migrator.builder()
                        .dataSource(database.dataSource())
                        .settings(settings)
                        .listener(event -> {
                            if (event instanceof MigrationEvent.WaitingToRetry) {
                                attempts.incrementAndGet();
                            }
                        })
                        .build()
                        .upgrade("heads")));
            }
            for (Future<?> run : runs) {
                run.get();
            }
            return attempts.get();
        } finally {
            threads.shutdownNow();
        }
    }
}
