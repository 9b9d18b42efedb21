// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** A database that is filled once and copied often. */
final class TemplateDatabase {

    /** Test classes that run at the same time wait for the one that fills it. */
    private final Lock lock = new ReentrantLock();

    private @Nullable PostgresDatabase filled;

    PostgresDatabase filled(PostgresServer server, Consumer<PostgresDatabase> fill) {
        lock.lock();
        try {
            PostgresDatabase known = filled;
            if (known == null) {
                known = fill(server, fill);
                filled = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private static PostgresDatabase fill(PostgresServer server, Consumer<PostgresDatabase> fill) {
        PostgresDatabase database = server.createDatabase("template");
        try {
            fill.accept(database);
            return database;
        } catch (RuntimeException | Error failure) {
            database.close();
            throw failure;
        }
    }
}
