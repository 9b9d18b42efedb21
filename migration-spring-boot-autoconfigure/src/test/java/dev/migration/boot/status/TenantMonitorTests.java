// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.status;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.tenant.TenantSource;
import dev.migration.tenant.run.TenantMigrator;

import static org.assertj.core.api.Assertions.assertThat;

class TenantMonitorTests {

    private final AtomicInteger attempts = new AtomicInteger();

    private final TenantMigrator tenants = TenantMigrator.builder(Migrator.builder()
                    .dataSource(new RefusingDataSource())
                    .settings(MigrationSettings.defaults().toBuilder()
                            .locations("classpath:db/revisions")
                            .build())
                    .build())
            .source(TenantSource.of(List.of("acme")))
            .build();

    @Test
    void aCachedReadShortlyAfterAFailedReadDoesNotWait() {
        try (TenantMonitor monitor = new TenantMonitor(tenants, Duration.ofHours(1))) {
            for (int gauge = 0; gauge < 5; gauge++) {
                assertThat(monitor.readCached(Duration.ofSeconds(10), Duration.ofSeconds(30))
                                .error())
                        .contains("Database unavailable (SQLSTATE 08001).");
            }

            assertThat(attempts).hasValue(1);
        }
    }

    @Test
    void aReadAlwaysQueriesTheDatabase() {
        try (TenantMonitor monitor = new TenantMonitor(tenants, Duration.ofHours(1))) {
            monitor.read();
            monitor.read();

            assertThat(attempts).hasValue(2);
        }
    }

    /** A server that refuses connections. */
    private final class RefusingDataSource extends AbstractDataSource {

        @Override
        public Connection getConnection() throws SQLException {
            attempts.incrementAndGet();
            throw new SQLException("Connection refused", "08001");
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return getConnection();
        }
    }
}
