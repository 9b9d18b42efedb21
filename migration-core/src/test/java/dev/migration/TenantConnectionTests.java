// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import dev.migration.event.MigrationEvent;
import dev.migration.tenant.TenantSettings.OnFailure;

import static org.assertj.core.api.Assertions.assertThat;

@Isolated("counts connections; a slow migration also opens one to see who blocks it")
class TenantConnectionTests extends TenantTestBase {

    @Test
    void runsAtMostTheConfiguredNumberConcurrentlyEachOnOneConnection() {
        revisions.table("a", "").table("b", "a").irreversible("c", "b", "SELECT pg_sleep(0.02);");
        AtomicInteger most = new AtomicInteger();
        MigratorBuilder template = builder().listener(event -> {
            if (event instanceof MigrationEvent.RevisionStarted) {
                int now =
                        Integer.parseInt(text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND application_name ~ 'migration'"));
                most.accumulateAndGet(now, Math::max);
            }
        });
        AtomicInteger opened = new AtomicInteger();
        DataSource counting = new DelegatingDataSource(database.dataSource()) {
            @Override
            public Connection getConnection() throws SQLException {
                opened.incrementAndGet();
                return super.getConnection();
            }
        };

        tenants(template.dataSource(counting), settings(3, OnFailure.CONTINUE), schemas(30))
                .upgradeAll()
                .requireComplete();

        assertThat(most).hasValue(3);
        // One for each thread and one for the read of all tenants; a slow statement also opens one to see who blocks
        // it.
        assertThat(opened.get()).isBetween(4, 29);
    }
}
