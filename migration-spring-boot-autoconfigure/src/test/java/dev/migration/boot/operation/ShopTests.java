// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.nio.file.Path;
import java.sql.SQLException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import dev.migration.boot.testing.EmptyDatabase;

/** The base of tests of a {@link Shop} that has an empty database and no revisions. */
public abstract class ShopTests extends EmptyDatabase {

    /** Arguments of an application whose endpoint upgrades. */
    protected static final String UPGRADE_PERMITTED = "--management.endpoint.migrations.access=unrestricted";

    protected static final String UPGRADES = "--migration.endpoint.operations=upgrade";

    @TempDir
    protected Path folder;

    protected Shop shop;

    @BeforeEach
    final void openShop() throws SQLException {
        shop = new Shop(database, folder);
    }

    /** Upgrades by a request to the endpoint, and returns the outcome. */
    protected static String upgradeByRequest(ConfigurableApplicationContext application) {
        Shop.post(application, "migrations/upgrade", "{\"target\":\"heads\"}");
        return Shop.awaitOutcome(application);
    }

    @AfterEach
    final void closeShop() throws SQLException {
        shop.close();
    }
}
