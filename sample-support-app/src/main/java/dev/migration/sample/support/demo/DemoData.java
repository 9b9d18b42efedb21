// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.demo;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Fills an empty database with tickets of a few weeks. Only the web application does that, no command. */
@Component
@ConditionalOnWebApplication
@ConditionalOnBooleanProperty("support.demo-data")
class DemoData implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(DemoData.class);

    private static final long LOCK = 50_771;

    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final Resource script;

    DemoData(JdbcClient jdbc, DataSource dataSource, @Value("classpath:demo-data.sql") Resource script) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.script = script;
    }

    /**
     * Inserts the data if the tables are empty. If two instances start concurrently, the lock makes the second one read the
     * tables after the commit of the first. Tickets have no natural key, so {@code ON CONFLICT} would not detect duplicates.
     */
    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        jdbc.sql("SELECT pg_advisory_xact_lock(:lock)::text")
                .param("lock", LOCK)
                .query(String.class)
                .single();
        if (isEmpty()) {
            new ResourceDatabasePopulator(script).execute(dataSource);
            log.info("Demo data inserted: tickets of a few weeks");
        }
    }

    private boolean isEmpty() {
        return jdbc.sql("SELECT NOT EXISTS (SELECT FROM tickets) AND NOT EXISTS (SELECT FROM users)")
                .query(Boolean.class)
                .single();
    }
}
