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

/** Fills an empty database with a few weeks of a support desk's life; a command has no use for them. */
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
     * When two instances start at once, both find the tables empty: the lock makes the second one look after the first
     * one's commit. Tickets have no natural key that an {@code ON CONFLICT} could stumble upon.
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
            log.info("Demo data are in: a few weeks of tickets to look at");
        }
    }

    private boolean isEmpty() {
        return jdbc.sql("SELECT NOT EXISTS (SELECT FROM tickets) AND NOT EXISTS (SELECT FROM users)")
                .query(Boolean.class)
                .single();
    }
}
