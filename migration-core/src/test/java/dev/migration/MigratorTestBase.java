package dev.migration;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

/** An empty database and an empty folder of revisions for each test. */
@PostgresTest
abstract class MigratorTestBase {

    /** Keeps a query of {@code pg_locks} to this database: other test classes have theirs on the same server. */
    static final String HERE = " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    @TempDir
    Path directory;

    PostgresDatabase database;
    RevisionFolder revisions;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) {
        postgres.reset();
        database = postgres;
        revisions = new RevisionFolder(directory);
    }

    Migrator migrator() {
        return builder().build();
    }

    MigratorBuilder builder() {
        return Migrator.builder().dataSource(database.dataSource()).settings(settings());
    }

    MigrationSettings settings() {
        return MigrationSettings.defaults().toBuilder()
                .locations(revisions.location())
                .build();
    }

    JdbcClient jdbc() {
        return JdbcClient.create(database.dataSource());
    }

    void sql(String statement) {
        jdbc().sql(statement).update();
    }

    String text(String query) {
        return jdbc().sql(query).query(String.class).single();
    }

    /** The tables that revisions created. */
    List<String> tables() {
        return jdbc().sql("""
                        SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                          AND relname NOT LIKE 'migration%' ORDER BY 1""").query(String.class).list();
    }

    List<String> applied() {
        return jdbc().sql("SELECT revision FROM migration_revision ORDER BY ordinal")
                .query(String.class)
                .list();
    }

    /** The history as {@code OPERATION revision OUTCOME}. */
    List<String> history() {
        return jdbc().sql("SELECT concat_ws(' ', operation, revision, outcome) FROM migration_history ORDER BY id")
                .query(String.class)
                .list();
    }

    /** The columns of the tables that revisions created. */
    List<String> columns() {
        return jdbc().sql("""
                        SELECT concat_ws('.', table_name, column_name) FROM information_schema.columns
                        WHERE table_schema = 'public' AND table_name NOT LIKE 'migration%' ORDER BY 1""").query(String.class).list();
    }
}
