// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.sql.SQLException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import dev.migration.boot.operation.ShopTests;

/** The base of tests of the status page of an application that has an empty database and no revisions. */
abstract class PageTests extends ShopTests {

    protected PageFixture fixture;

    @BeforeEach
    final void openFixture() {
        fixture = new PageFixture(shop, folder);
    }

    @AfterEach
    final void closeFixture() throws SQLException {
        fixture.close();
    }
}
