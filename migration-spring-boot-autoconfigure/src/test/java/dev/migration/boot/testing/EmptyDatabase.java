// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.testing;

import org.junit.jupiter.api.BeforeEach;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

/** The base of tests that start with an empty database. */
@PostgresTest
public abstract class EmptyDatabase {

    protected PostgresDatabase database;

    @BeforeEach
    final void resetDatabase(PostgresDatabase postgres) {
        postgres.reset();
        database = postgres;
    }
}
