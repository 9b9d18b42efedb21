// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.SharedSchemaAndTenants;
import dev.migration.boot.testing.TestContexts;

/** The base of tests that start with {@link SharedSchemaAndTenants}. */
abstract class SharedSchemaTests extends EmptyDatabase {

    @TempDir
    protected Path folder;

    protected SharedSchemaAndTenants setUp;
    protected ApplicationContextRunner runner;

    @BeforeEach
    final void startEmpty() throws IOException {
        setUp = SharedSchemaAndTenants.empty(database, folder);
        runner = TestContexts.withoutDataSource().withPropertyValues(setUp.settings());
    }
}
