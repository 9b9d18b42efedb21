// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.nio.file.Path;
import java.sql.SQLException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.boot.testing.EmptyDatabase;

/** The base of tests of a {@link Shop} that has an empty database and no revisions. */
public abstract class ShopTests extends EmptyDatabase {

    @TempDir
    protected Path folder;

    protected Shop shop;

    @BeforeEach
    final void openShop() throws SQLException {
        shop = new Shop(database, folder);
    }

    @AfterEach
    final void closeShop() throws SQLException {
        shop.close();
    }
}
