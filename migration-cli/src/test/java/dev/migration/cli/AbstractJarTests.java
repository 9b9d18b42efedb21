// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

/** An empty folder and an empty database, with the commands that run on both. */
@PostgresTest
abstract class AbstractJarTests {

    @TempDir
    Path directory;

    PostgresDatabase database;
    CommandLineJar jar;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) {
        postgres.reset();
        database = postgres;
        jar = CommandLineJar.of(directory, postgres);
    }
}
