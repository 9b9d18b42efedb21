// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

import dev.migration.test.postgres.PgBouncer;
import dev.migration.test.postgres.Psql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** A script gives the same result online, offline and in psql, whatever the defaults of the database and the role are. */
@ResourceLock("scratch databases") // they would have the defaults of the role, which all classes share
class ServerDefaultsTests extends MigratorTestBase {

    private static final String SCRIPT = "CREATE TABLE facts (fact text);\n"
            + "INSERT INTO facts VALUES (to_char('01/02/2026'::date, 'YYYY-MM-DD')),"
            + " (INTERVAL '1 year 2 months 3 days'::text), (0.1::float8::text), ('\\x41'::bytea::text),"
            + " (current_setting('standard_conforming_strings')), ('ü');\n";

    private static final String ZONED = "INSERT INTO facts VALUES"
            + " (to_char('2026-01-01 00:00'::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'));\n";

    private static final String FACTS = "SELECT string_agg(fact, ' | ') FROM facts";

    @TempDir
    Path files;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DATABASE SET DateStyle = 'ISO, DMY'",
                "DATABASE SET DateStyle = 'SQL, DMY'",
                "DATABASE SET DateStyle = 'German'",
                "DATABASE SET TimeZone = 'Asia/Tokyo'",
                "DATABASE SET IntervalStyle = 'sql_standard'",
                "DATABASE SET extra_float_digits = 0",
                "DATABASE SET bytea_output = 'escape'",
                "ROLE SET DateStyle = 'ISO, DMY'",
                "ROLE SET TimeZone = 'America/New_York'",
                "ROLE IN SET TimeZone = 'Europe/Berlin'"
            })
    void theDefaultsOfDatabaseAndRoleCount(String setting) {
        String script = SCRIPT + (setting.contains("TimeZone") ? ZONED : "");
        revisions.irreversible("a", "", script);
        jdbc().sql(statement(setting)).update();
        try {
            String ofPsql = fact(() -> new Psql(files).run(database, script).succeeded());
            String online = fact(() -> migrator().upgrade("heads"));
            StringBuilder text = new StringBuilder();
            Revisions.load(settings()).upgradeSql("heads", text);
            String offline =
                    fact(() -> new Psql(files).run(database, text.toString()).succeeded());

            assertThat(online).as("online").isEqualTo(ofPsql);
            assertThat(offline).as("offline").isEqualTo(online);
        } finally {
            jdbc().sql(statement(setting).replaceAll("(?s) = .*", " TO DEFAULT"))
                    .update();
        }
    }

    /** A default of the role in the database precedes that of the role, which precedes that of the database. */
    @Test
    void theRolePrecedesTheDatabase() throws Exception {
        List<String> settings = List.of(
                "DATABASE SET TimeZone = 'Asia/Tokyo'",
                "ROLE SET TimeZone = 'America/New_York'",
                "ROLE IN SET TimeZone = 'Europe/Berlin'");
        revisions.irreversible("a", "", SCRIPT + ZONED);
        try {
            for (String setting : settings) {
                jdbc().sql(statement(setting)).update();

                String ofPsql =
                        fact(() -> new Psql(files).run(database, SCRIPT + ZONED).succeeded());
                String online = fact(() -> migrator().upgrade("heads"));

                assertThat(online).as(setting).isEqualTo(ofPsql);
            }
        } finally {
            for (String setting : settings) {
                jdbc().sql(statement(setting).replaceAll("(?s) = .*", " TO DEFAULT"))
                        .update();
            }
        }
    }

    @Test
    void theyCountThroughAPooler() throws Exception {
        assumeThat(PgBouncer.program()).isPresent();
        revisions
                .irreversible("a", "", SCRIPT)
                .irreversible("b", "a", "INSERT INTO facts VALUES (to_char('03/02/2026'::date, 'YYYY-MM-DD'));");
        jdbc().sql(statement("DATABASE SET DateStyle = 'ISO, DMY'")).update();
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 1)) {
            builder().dataSource(pooler.dataSource()).build().upgrade("heads");
        }
        assertThat(text(FACTS)).startsWith("2026-02-01 | ").endsWith("| 2026-02-03");
    }

    @Test
    void whatTheConnectionSetsItselfStays() {
        revisions
                .irreversible("a", "", SCRIPT)
                .irreversible("b", "a", "INSERT INTO facts VALUES (current_setting('TimeZone'));");
        jdbc().sql(statement("DATABASE SET TimeZone = 'Asia/Tokyo'")).update();
        PGSimpleDataSource plain = source(database.url(), database.username(), database.password());

        builder()
                .dataSource(new org.springframework.jdbc.datasource.DelegatingDataSource(plain) {
                    @Override
                    public java.sql.Connection getConnection() throws java.sql.SQLException {
                        java.sql.Connection connection = super.getConnection();
                        try (java.sql.Statement statement = connection.createStatement()) {
                            statement.execute("SET TimeZone = 'Africa/Cairo'");
                        }
                        return connection;
                    }
                })
                .build()
                .upgrade("heads");

        assertThat(text(FACTS)).endsWith("| Africa/Cairo");
    }

    private String fact(Runnable run) {
        jdbc().sql("DROP TABLE IF EXISTS facts, migration_revision, migration_history")
                .update();
        run.run();
        return text(FACTS);
    }

    private String statement(String setting) {
        return "ALTER "
                + setting.replaceFirst("^DATABASE", "DATABASE " + database.name())
                        .replaceFirst("^ROLE IN", "ROLE " + database.username() + " IN DATABASE " + database.name())
                        .replaceFirst("^ROLE SET", "ROLE " + database.username() + " SET");
    }
}
