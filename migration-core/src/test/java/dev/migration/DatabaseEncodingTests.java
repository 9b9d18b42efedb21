// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;
import dev.migration.test.postgres.PgBouncer;
import dev.migration.test.postgres.Psql;
import dev.migration.version.table.ServerEncoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Texts of the library in databases whose encoding cannot hold them. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DatabaseEncodingTests extends MigratorTestBase {

    private static final String MESSAGE = "Gr\u00f6\u00dfe \u2192 \uD83D\uDE00";

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "WIN1252", "KOI8R", "EUC_JP", "SQL_ASCII", "UTF8"})
    void noTextOfOursStopsARevision(String encoding) {
        recreate(encoding);
        written("a", "", "CREATE TABLE a (id int);").written("b", "a", "CREATE TABLE b (id int);\nVACUUM b;");
        revisions.write("v", "-- " + MESSAGE + "\n-- @repeatable v\nCREATE OR REPLACE VIEW v AS SELECT 1 AS one;");
        List<MigrationEvent> events = new ArrayList<>();
        Migrator migrator = named(events);

        migrator.upgrade("heads");
        migrator.downgrade("a");
        migrator.stamp(new StampRequest(List.of("heads"), false, Optional.of(MESSAGE), List.of()));

        assertThat(applied()).contains("a", "b");
        ServerEncoding known = ServerEncoding.of(encoding);
        assertThat(text("SELECT message FROM migration_revision WHERE revision = 'a'"))
                .isEqualTo(known.fit(MESSAGE));
        assertThat(text("SELECT detail FROM migration_history WHERE operation = 'STAMP' LIMIT 1"))
                .isEqualTo(known.fit(MESSAGE));
        assertThat(migrator.reader().record("a").upgrade().orElseThrow()).contains("\u2192");
        boolean holds = known.holds(MESSAGE);
        assertThat(text("SELECT facts IS NULL FROM migration_revision WHERE revision = 'a'"))
                .isEqualTo(holds ? "t" : "f");
        assertThat(events.stream().anyMatch(DatabaseEncodingTests::warnsAboutCharacters))
                .isEqualTo(!holds);
        if (!holds) {
            assertThat(text("SELECT facts -> 'replaced' FROM migration_revision WHERE revision = 'a'"))
                    .contains("U+2192", "U+1F600");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "KOI8R", "SQL_ASCII"})
    void aFailureIsRecorded(String encoding) {
        recreate(encoding);
        written("a", "", "SELECT 1 / 0;");
        revisions.write("h", "-- @hook after-failure\nCREATE TABLE IF NOT EXISTS failed (id int);");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> named(new ArrayList<>()).upgrade("heads"))
                .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());

        assertThat(history()).containsExactly("UPGRADE a FAILED");
        assertThat(tables()).containsExactly("failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "KOI8R", "SQL_ASCII", "UTF8"})
    void noTextOfOursStopsPsql(String encoding) throws Exception {
        recreate(encoding);
        written("a", "", "CREATE TABLE a (id int);").written("b", "a", "CREATE TABLE b (id int);\nVACUUM b;");
        StringBuilder upgrade = new StringBuilder();
        Revisions.load(named(new ArrayList<>()).settings()).upgradeSql("heads", upgrade);

        Psql.Ended ended = new Psql(directory).run(database, upgrade.toString()).succeeded();

        assertThat(applied()).containsExactly("a", "b");
        ServerEncoding known = ServerEncoding.of(encoding);
        assertThat(text("SELECT message FROM migration_revision WHERE revision = 'a'"))
                .isEqualTo(
                        known.holds(MESSAGE) ? MESSAGE : ServerEncoding.ascii().fit(MESSAGE));
        assertThat(ended.said().contains("U+2192")).isEqualTo(!known.holds(MESSAGE));
    }

    @Test
    void aPoolerPassesTheEncodingOn() throws Exception {
        assumeThat(PgBouncer.program()).isPresent();
        recreate("LATIN1");
        written("a", "", "CREATE TABLE a (id int);");
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 2)) {
            Migrator migrator = builder().dataSource(pooler.dataSource()).build();
            migrator.upgrade("heads");
            migrator.stamp("base");
            migrator.stamp("heads");
        }
        assertThat(text("SELECT message FROM migration_revision")).isEqualTo("Gr\u00f6\u00dfe <U+2192> <U+1F600>");
    }

    @Test
    void noDatabaseHoldsTheCharacterNul() {
        withNul().stamp(new StampRequest(List.of("heads"), false, Optional.of("tag\0 \uD83D"), List.of()));

        assertThat(text("SELECT message FROM migration_revision WHERE revision = 'n'"))
                .isEqualTo("nul \\u0000");
        assertThat(text("SELECT detail FROM migration_history LIMIT 1")).isEqualTo("tag<U+0000> <U+D83D>");
    }

    @Test
    void anExceptionWithNulIsRecorded() {
        RevisionFailedException failure = failedUpgrade(withNul(), RevisionFailedException.class);

        assertThat(failure.getSuppressed()).isEmpty();

        assertThat(text("SELECT detail FROM migration_history WHERE revision = 'n'"))
                .contains("boom \\u0000");
    }

    @Test
    void aMessageOfMegabytesIsShortened() {
        revisions.irreversible("a", "", "DO $$ BEGIN RAISE EXCEPTION '%', repeat('x', 5000000); END $$;");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"));

        assertThat(text("SELECT length(detail) BETWEEN 100000 AND 100100 FROM migration_history"))
                .isEqualTo("t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LATIN1", "LATIN2", "LATIN3", "LATIN4", "LATIN5", "LATIN7", "LATIN9", "ISO_8859_5", "ISO_8859_6",
                        "ISO_8859_7",
                "ISO_8859_8", "KOI8R", "KOI8U", "WIN866", "WIN1250", "WIN1251", "WIN1252", "WIN1253", "WIN1254",
                        "WIN1257"
            })
    void theServerHoldsWhatFits(String encoding) {
        recreate(encoding);
        ServerEncoding known = ServerEncoding.of(encoding);
        StringBuilder characters = new StringBuilder();
        for (int point = 1; point < 0x10000; point++) {
            String character = Character.toString(point);
            if (known.holds(character)) {
                characters.append(character);
            }
        }
        assertThat(characters.length()).isGreaterThan(200);

        assertThat(JdbcClient.create(database.dataSource())
                        .sql("SELECT ?::text")
                        .param(characters.toString())
                        .query(String.class)
                        .single())
                .isEqualTo(characters.toString());
    }

    @RevisionHeader(revision = "n", message = "nul \0")
    static final class WithNul implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            throw new IllegalStateException("boom \0");
        }
    }

    private Migrator withNul() {
        revisions.table("a", "");
        return builder().javaRevisions(List.of(new WithNul())).build();
    }

    private static boolean warnsAboutCharacters(MigrationEvent event) {
        return event instanceof MigrationEvent.ServerMessage message
                && message.message().contains("U+2192");
    }

    /** A revision whose message, comments and literal-free text have characters beyond ASCII. */
    private DatabaseEncodingTests written(String id, String revises, String sql) {
        revisions.write(
                id,
                "-- " + MESSAGE + "\n-- @revision " + id + "\n"
                        + (revises.isEmpty() ? "" : "-- @revises " + revises + "\n")
                        + "-- @upgrade\n-- before \u2192 it\n" + sql
                        + "\n-- after \u2192 it\n-- @downgrade\n-- \u2192\nDROP TABLE "
                        + id + ";\n");
        return this;
    }

    private Migrator named(List<MigrationEvent> events) {
        return builder()
                .settings(settings().toBuilder()
                        .application("Gr\u00f6\u00dfe \u2192")
                        .build())
                .listener(events::add)
                .build();
    }

    private void recreate(String encoding) {
        JdbcClient server = JdbcClient.create(database.createDatabase().dataSource());
        server.sql("DROP DATABASE " + database.name() + " WITH (FORCE)").update();
        server.sql("CREATE DATABASE " + database.name() + " ENCODING '" + encoding
                        + "' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
                .update();
    }
}
