// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.error.MigrationException;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.refusal.EditedRevisionException;
import dev.migration.execution.refusal.MissingSecretException;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;
import dev.migration.test.postgres.Psql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Secrets are used, and neither stored nor shown. */
class SecretTests extends MigratorTestBase {

    private static final String SECRET = "hunter2-s3cret";

    /** Roles belong to the server and not to a database. */
    private final String role = "secret_" + UUID.randomUUID().toString().replace("-", "");

    private final List<MigrationEvent> events = new ArrayList<>();

    @BeforeEach
    void noRole() {
        sql("DROP ROLE IF EXISTS " + role);
    }

    @AfterEach
    void dropRole() {
        sql("DROP ROLE IF EXISTS " + role);
    }

    @Test
    void aStoredScriptKeepsTheUseOfAVariable() {
        revisions.revision(
                "a",
                "",
                "CREATE ROLE " + role + " PASSWORD '${PW}'; COMMENT ON ROLE " + role + " IS '${note}';",
                "DROP ROLE " + role + ";");

        with("PW", SECRET, "secret", "PW", "note", "kept apart").upgrade("heads");

        assertThat(stored("upgrade_sql"))
                .contains("PASSWORD '${PW}'", "'${note}'")
                .doesNotContain("kept apart");
        assertThat(everythingStored()).doesNotContain(SECRET);
        assertThat(text("SELECT rolpassword IS NOT NULL FROM pg_authid WHERE rolname = '" + role + "'"))
                .isEqualTo("t");
    }

    @Test
    void theDowngradeOfARevisionWithoutScriptHasItsValuesButNoSecret() {
        revisions.revision(
                "a",
                "",
                "CREATE ROLE " + role + ";",
                "CREATE TABLE ${name} (note text);\nINSERT INTO ${name} VALUES ('${line}');\n" + "ALTER ROLE " + role
                        + " PASSWORD '${OLD}';\nINSERT INTO ${name} VALUES ('${TOKEN}')");
        with("name", "left_over", "line", "a\\n\nb", "OLD", SECRET, "TOKEN", SECRET + "!", "secret", "TOKEN")
                .upgrade("heads");
        assertThat(everythingStored()).doesNotContain(SECRET);
        revisions.delete("a");
        revisions.table("z", "");

        MissingSecretException missing = catchThrowableOfType(
                MissingSecretException.class, () -> migrator().downgrade("base"));
        assertThat(missing.names()).containsExactly("OLD", "TOKEN");
        assertThat(missing.remedy()).contains("-x OLD=… -x TOKEN=…");
        assertThat(applied()).containsExactly("a");

        with("OLD", "x", "TOKEN", "t", "name", "ignored").downgrade("base");

        assertThat(jdbc().sql("SELECT note FROM left_over").query(String.class).list())
                .containsExactly("a\\n\nb", "t");
        assertThat(applied()).isEmpty();
    }

    @Test
    void aSecretIsOnlyNeededToRun() {
        revisions.revision("a", "", "CREATE TABLE a (note text DEFAULT '${TOKEN}');", "DROP TABLE a;");

        assertThatExceptionOfType(MissingSecretException.class)
                .isThrownBy(() -> with("secret", "TOKEN").upgrade("heads"))
                .satisfies(missing -> assertThat(missing.problem()).contains("${TOKEN} in ", "a.sql"));
        assertThat(tables()).isEmpty();
        with("secret", "TOKEN", "TOKEN", SECRET).upgrade("heads");

        assertThat(with("secret", "TOKEN").reader().verify().current()).containsExactly("a");
        assertThat(with("secret", "TOKEN").reader().differences()).isEmpty();
        with("secret", "TOKEN").downgrade("base");
        assertThat(tables()).isEmpty();
    }

    @Test
    void anotherValueIsNoEdit() {
        revisions.revision("a", "", "CREATE TABLE a (note text DEFAULT '${v}');", "DROP TABLE a; SELECT '${v}';");
        with("v", "1").upgrade("heads");

        assertThat(with("v", "2").reader().verify().current()).containsExactly("a");
        assertThat(with("v", "2").reader().differences()).isEmpty();
    }

    @Test
    void textThatAnEarlierVersionStoredWithValuesIsNoDifference() throws IOException {
        revisions.revision("a", "", "CREATE TABLE a (note text DEFAULT '${v}');", "DROP TABLE a; SELECT '${v}';");
        with("v", "1").upgrade("heads");
        jdbc().sql("UPDATE migration_revision SET downgrade_sql = ?")
                .param(gzip("DROP TABLE a; SELECT '1';"))
                .update();

        assertThat(with("v", "1").reader().differences()).isEmpty();
    }

    @Test
    void anEditIsShownWithoutPasswords() {
        revisions.revision("a", "", "CREATE ROLE " + role + "\n  PASSWORD '" + SECRET + "';", "SELECT 1;");
        migrator().upgrade("heads");
        revisions.revision("a", "", "CREATE ROLE " + role + "\n  LOGIN PASSWORD '" + SECRET + "x';", "SELECT 1;");

        assertThatExceptionOfType(EditedRevisionException.class)
                .isThrownBy(() -> migrator().reader().verify())
                .satisfies(refused ->
                        assertThat(refused.problem()).contains("PASSWORD '***'").doesNotContain(SECRET));
    }

    @Test
    void aRepeatableDoesNotDependOnASecret() {
        revisions.write("r.sql", "-- @repeatable v\nCREATE OR REPLACE VIEW v AS SELECT length('${TOKEN}') AS n;");
        revisions.table("a", "");
        with("secret", "TOKEN", "TOKEN", SECRET).upgrade("heads");

        assertThat(text("SELECT n FROM v")).isEqualTo("" + SECRET.length());
        assertThat(with("secret", "TOKEN").reader().verify().current()).containsExactly("a");
        assertThat(with("secret", "TOKEN", "TOKEN", "other")
                        .upgrade("heads")
                        .plan()
                        .repeatables())
                .isEmpty();
        assertThat(everythingStored()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER ROLE nobody_has_this PASSWORD '${PW}';",
                "ALTER ROLE nobody_has_this PASSWORD '${PW}' FOO;",
                "ALTER ROLE nobody_has_this PASSWORD ${PW};",
                "ALTER ROLE nobody_has_this\n  LOGIN\n  PASSWORD\n  E'${PW}' FOO;",
                "DO $$ BEGIN ALTER ROLE nobody_has_this PASSWORD '${PW}'; END $$;",
                "DO $$ BEGIN EXECUTE 'ALTER ROLE nobody_has_this PASSWORD ''${PW}'''; END $$;",
                "DO $$ BEGIN EXECUTE format('ALTER ROLE %I PASSWORD %L', 'nobody_has_this', '${PW}'); END $$;",
                "CREATE USER MAPPING FOR PUBLIC SERVER nowhere OPTIONS (password '${PW}');",
                "CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 port=1 password=${PW}' PUBLICATION p;",
                "SELECT nowhere.dblink_connect('host=h password=${PW}');",
                "CREATE TABLE t (id int); CREATE INDEX CONCURRENTLY i ON t (id); ALTER ROLE nobody_has_this PASSWORD '${PW}';",
            })
    void aFailureDoesNotRepeatAPassword(String statement) {
        revisions.irreversible("a", "", statement.replace("${PW}", SECRET));

        RevisionFailedException failure = failure(migrator(events));

        assertThat(shown(failure)).doesNotContain(SECRET);
        assertThat(historyDetails()).isNotEmpty().doesNotContain(SECRET);
        assertThat(events.toString()).doesNotContain(SECRET);
    }

    /** The script is somebody's text, and its password stays in it; a failed revision stores no text at all. */
    @Test
    void aFailedRevisionStoresNoScript() {
        revisions.irreversible("a", "", "ALTER ROLE nobody_has_this PASSWORD '" + SECRET + "';");

        failure(migrator());

        assertThat(everythingStored()).contains("FAILED").doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT '${PW}'::int;",
                "SELECT a FROM ${PW};",
                "CREATE TABLE t (v text CHECK (v = 'x')); INSERT INTO t VALUES ('${PW}');",
                "DO $$ BEGIN RAISE NOTICE 'got %', '${PW}'; RAISE 'and %', '${PW}' USING DETAIL = '${PW}', HINT = '${PW}'; END $$;",
            })
    void aFailureDoesNotRepeatASecretVariable(String statement) {
        revisions.irreversible("a", "", statement);

        RevisionFailedException failure = failure(with(events, "PW", SECRET, "secret", "PW"));

        assertThat(shown(failure)).doesNotContain(SECRET);
        assertThat(everythingStored()).doesNotContain(SECRET);
        assertThat(events.toString()).doesNotContain(SECRET);
    }

    @Test
    void theCaretIsBelowTheErrorBehindAHiddenPassword() {
        revisions.irreversible("a", "", "ALTER ROLE x\n  PASSWORD '" + SECRET + "' FOO 'bar';");

        assertThat(failure(migrator()).problem())
                .contains("    PASSWORD '***' FOO 'bar'\n                     ^"
                        .replace("    PASSWORD", "      PASSWORD"));
    }

    @Test
    void aJavaRevisionThatFailsDoesNotShowItsPassword() {
        revisions.table("z", "");

        RevisionFailedException failure = catchThrowableOfType(
                RevisionFailedException.class,
                () -> builder()
                        .javaRevisions(List.of(new ChangesPassword()))
                        .build()
                        .upgrade("heads"));

        assertThat(shown(failure)).doesNotContain(SECRET);
        assertThat(historyDetails()).isNotEmpty().doesNotContain(SECRET);
    }

    @Test
    void displaysHidePasswordsAndOfflineSqlHasThem() {
        revisions.revision(
                "a",
                "",
                "CREATE ROLE " + role + " PASSWORD '" + SECRET + "'; SELECT '${TOKEN}';",
                "DROP ROLE " + role + ";");
        Migrator migrator = with("TOKEN", SECRET + "!", "secret", "TOKEN");

        StringBuilder offline = new StringBuilder();
        migrator.revisions().upgradeSql("heads", offline);
        StringBuilder shown = new StringBuilder();
        with("secret", "TOKEN").revisions().shownUpgradeSql("heads", shown);
        migrator.upgrade("heads");

        assertThat(offline.toString()).contains("PASSWORD '" + SECRET + "'", "'" + SECRET + "!'");
        assertThat(shown.toString())
                .startsWith("-- Passwords are hidden here")
                .contains("PASSWORD '***'", "${TOKEN}", "'***'::pg_catalog.bytea")
                .doesNotContain(SECRET, "\\x1f8b");
        assertThat(migrator.revisions().find("a").orElseThrow().toString()).doesNotContain(SECRET);
        assertThat(migrator.reader().record("a").toString()).doesNotContain(SECRET);
    }

    @Test
    void offlineSqlStoresNoValue() {
        revisions.revision("a", "", "SELECT '${TOKEN}';", "SELECT '${TOKEN}', '${v}';");
        StringBuilder offline = new StringBuilder();
        with("TOKEN", SECRET, "secret", "TOKEN", "v", "1").revisions().upgradeSql("heads", offline);

        new Psql(directory).run(database, offline.toString()).succeeded();

        assertThat(everythingStored()).doesNotContain(SECRET);
        assertThat(stored("downgrade_sql")).contains("'${TOKEN}', '${v}'", "-- @secret TOKEN", "-- @value v = 1");
    }

    @Test
    void aStoredSectionKeepsItsSecretsEvenIfTheSettingsNoLongerDeclareThem() {
        revisions.revision(
                "a",
                "",
                "SELECT 1;",
                "DO $$ BEGIN RAISE NOTICE 'with ${TOKEN}'; RAISE EXCEPTION 'without ${TOKEN}'; END $$;");
        with("TOKEN", SECRET, "secret", "TOKEN").upgrade("heads");
        revisions.delete("a");
        revisions.table("other", "");
        List<MigrationEvent> seen = new ArrayList<>();

        RevisionFailedException failure = catchThrowableOfType(
                RevisionFailedException.class, () -> with(seen, "TOKEN", SECRET).downgrade("a@base"));

        assertThat(shown(failure)).contains("without ***").doesNotContain(SECRET);
        assertThat(seen.toString()).contains("with ***").doesNotContain(SECRET);
        assertThat(historyDetails()).doesNotContain(SECRET);
    }

    private Migrator with(String... variables) {
        return with(events, variables);
    }

    private Migrator with(List<MigrationEvent> into, String... variables) {
        Map<String, String> values = new java.util.LinkedHashMap<>();
        for (int index = 0; index < variables.length; index += 2) {
            values.put(variables[index], variables[index + 1]);
        }
        return builder()
                .settings(settings().toBuilder().variables(values).build())
                .listener(into::add)
                .build();
    }

    private Migrator migrator(List<MigrationEvent> into) {
        return builder()
                .settings(settings().toBuilder().retryFor(Duration.ZERO).build())
                .listener(into::add)
                .build();
    }

    private static RevisionFailedException failure(Migrator migrator) {
        return catchThrowableOfType(RevisionFailedException.class, () -> migrator.upgrade("heads"));
    }

    /** Everything that a log or {@code --stacktrace} prints. */
    private static String shown(MigrationException failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return failure.problem() + failure.remedy() + trace;
    }

    private String historyDetails() {
        return jdbc().sql("SELECT concat_ws(' ', outcome, detail) FROM migration_history WHERE outcome = 'FAILED'")
                .query(String.class)
                .list()
                .toString();
    }

    private String stored(String column) {
        return Optional.ofNullable(jdbc().sql("SELECT " + column + " FROM migration_revision LIMIT 1")
                        .query(byte[].class)
                        .single())
                .map(SecretTests::gunzip)
                .orElseThrow();
    }

    private String everythingStored() {
        StringBuilder all = new StringBuilder();
        jdbc().sql("SELECT upgrade_sql, downgrade_sql, to_jsonb(r)::text FROM migration_revision r")
                .query(row -> {
                    for (int column = 1; column <= 2; column++) {
                        byte[] bytes = row.getBytes(column);
                        all.append(bytes == null ? "" : gunzip(bytes)).append('\n');
                    }
                    all.append(row.getString(3));
                });
        return all.append(jdbc().sql("SELECT to_jsonb(h)::text FROM migration_history h")
                        .query(String.class)
                        .list())
                .toString();
    }

    private static String gunzip(byte[] bytes) {
        try (GZIPInputStream text = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try (java.util.zip.GZIPOutputStream gzip = new java.util.zip.GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @RevisionHeader(revision = "java1")
    static final class ChangesPassword implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.jdbc()
                    .sql("ALTER ROLE nobody_has_this PASSWORD '" + SECRET + "'")
                    .update();
        }
    }
}
