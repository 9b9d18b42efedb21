// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.test.postgres.Psql;
import dev.migration.version.StateTables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A script that continues in another session has the settings that it had in the session before. */
class ResumedSettingsTests extends MigratorTestBase {

    private static final String SEEN = """
            SELECT current_setting('search_path') AS path, current_setting('role') AS role, session_user::text AS login,
                current_setting('work_mem') AS work_mem, current_setting('datestyle') AS datestyle,
                coalesce(nullif(current_setting('app.tenant', true), ''), 'none') AS tenant,
                current_setting('statement_timeout') AS timeout, current_setting('TimeZone') AS zone""";

    private String other;

    @BeforeEach
    void prepare() {
        other = "other_" + database.name();
        sql("CREATE ROLE " + other);
        sql("CREATE SCHEMA s1");
        sql("CREATE TABLE public.t (a int)");
        sql("CREATE TABLE s1.t (a int)");
        sql("INSERT INTO s1.t VALUES (1), (1)");
        sql("CREATE TABLE public.seen AS " + SEEN + " LIMIT 0");
        sql("GRANT ALL ON public.seen, s1.t TO " + other);
        sql("GRANT ALL ON SCHEMA s1 TO " + other);
        sql("ALTER TABLE s1.t OWNER TO " + other);
        sql("CREATE FUNCTION public.hidden() RETURNS void LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM set_config('app.tenant', 'seven', false);"
                + " PERFORM set_config('search_path', 's1', false); END $$");
    }

    @AfterEach
    void dropRole() {
        sql("ALTER DATABASE " + database.name() + " RESET ALL");
        sql("DROP OWNED BY " + other);
        sql("DROP ROLE " + other);
    }

    @Override
    MigrationSettings settings() {
        // A search_path of the database would lead to other state tables.
        return super.settings().toBuilder()
                .tables(new StateTables(Optional.of("public"), "migration_revision", "migration_history"))
                .build();
    }

    static Stream<Arguments> setters() {
        Map<String, String> setters = new LinkedHashMap<>();
        setters.put("SET", "SET search_path = s1;");
        setters.put("set_config as pg_dump writes it", "SELECT pg_catalog.set_config('search_path', 's1', false);");
        setters.put("set_config with an empty path", "SELECT pg_catalog.set_config('search_path', '', false);");
        setters.put("DO", "DO $$ BEGIN PERFORM set_config('search_path', 's1', false); END $$;");
        setters.put("function whose text the script does not have", "SELECT public.hidden();");
        setters.put("setting of an application", "SET app.tenant = 'x y'; SET search_path = s1, public;");
        setters.put("role", "SET ROLE ${other}; SET search_path = s1;");
        setters.put("session authorization", "SET SESSION AUTHORIZATION ${other};");
        setters.put("role in a CTE", "WITH x AS (SELECT set_config('role', '${other}', false)) SELECT * FROM x;");
        setters.put("default of the database", "ALTER DATABASE ${database} SET search_path = s1;");
        setters.put("date style", "SET datestyle = 'German'; SET timezone = 'Asia/Tokyo';");
        setters.put("LOCAL in the same transaction", "SET LOCAL search_path = s1; SET work_mem = '5MB';");
        setters.put("reset of what was set", "SET search_path = s1; SET work_mem = '5MB'; RESET ALL;");
        setters.put("rolled back", "SAVEPOINT x; SET search_path = s1; ROLLBACK TO x; SET statement_timeout = '77s';");
        setters.put(
                "several segments",
                "SET search_path = s1; VACUUM t; SET work_mem = '5MB'; VACUUM t; RESET search_path;");
        setters.put("a value with a quote", "SET search_path = \"it's\", s1;");
        setters.put("nothing", "SELECT 1;");
        return setters.entrySet().stream().map(setter -> Arguments.of(setter.getKey(), setter.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("setters")
    void theNextSessionContinuesWithTheSameSettings(String name, String setter) {
        String script = setter.replace("${other}", other).replace("${database}", database.name());
        String seen = "\nINSERT INTO public.seen " + SEEN + ";\n";
        revisions.irreversible("a", "", script + "\nCREATE UNIQUE INDEX CONCURRENTLY ix ON s1.t (a);" + seen);
        revisions.irreversible("b", "a", script + "\nCREATE INDEX CONCURRENTLY iy ON s1.t (a);" + seen);
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("a"))
                .satisfies(failure -> assertThat(failure.sqlState()).isEqualTo("23505"));
        sql("DELETE FROM s1.t");

        migrator().upgrade("a");
        sql("ALTER DATABASE " + database.name() + " RESET ALL");
        migrator().upgrade("b");

        assertThat(jdbc().sql("SELECT s::text FROM public.seen s")
                        .query(String.class)
                        .list())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).isEqualTo(text("SELECT max(s::text) FROM public.seen s")));
    }

    @Test
    void thoseOfAnEarlierRevisionAreNotTaken() {
        revisions.irreversible("a", "", "SET work_mem = '5MB'; CREATE INDEX CONCURRENTLY iy ON s1.t (a);");
        revisions.irreversible(
                "b",
                "a",
                "CREATE UNIQUE INDEX CONCURRENTLY ix ON s1.t (a);"
                        + " CREATE TABLE memory AS SELECT current_setting('work_mem') AS used;");
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("b"));
        sql("DELETE FROM s1.t");

        migrator().upgrade("b");

        assertThat(text("SELECT used FROM memory")).isEqualTo(text("SELECT current_setting('work_mem')"));
    }

    @Test
    void aSettingThatAnOperatorChangesBetweenTheSessionsIsTheNewOne() {
        revisions.irreversible(
                "a",
                "",
                "SET search_path = s1; CREATE UNIQUE INDEX CONCURRENTLY ix ON s1.t (a);"
                        + " CREATE TABLE memory AS SELECT current_setting('work_mem') AS used;");
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("a"));
        sql("DELETE FROM s1.t");
        sql("ALTER DATABASE " + database.name() + " SET work_mem = '9MB'");

        migrator().upgrade("a");

        assertThat(text("SELECT used FROM s1.memory")).isEqualTo("9MB");
    }

    @Test
    void aCrashDirectlyAfterACommitLeavesTheSettingsOfTheTransaction() {
        interrupted("SET search_path = s1;");
        sql("UPDATE migration_revision SET facts = '{\"settings\": {\"transaction\": {\"search_path\": \"s1\"}}}'");

        migrator().upgrade("a");

        assertThat(text("SELECT used FROM s1.memory")).isNotEmpty();
    }

    @Test
    void aCrashDirectlyAfterACommitIsUnclearWhereTheScriptHasLocalSettings() {
        interrupted("SET search_path = s1; SET LOCAL work_mem = '5MB';");
        sql("UPDATE migration_revision SET facts = '{\"settings\": {\"transaction\": {\"work_mem\": \"5MB\"}}}'");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("a"))
                .withMessageContaining("work_mem")
                .satisfies(failure -> assertThat(failure.sqlState()).isEqualTo("MG001"));
        assertThat(text("SELECT to_regclass('s1.memory') IS NULL")).isEqualTo("t");
    }

    @Test
    void aTextForPsqlThatFailedContinuesOnlineWithItsSettings() {
        script("SET LOCAL work_mem = '5MB'; SELECT set_config('search_path', 's1', false);");
        StringBuilder text = new StringBuilder();
        Revisions.load(settings()).upgradeSql("head", text);
        assertThat(new Psql(directory).run(database, text.toString()).exitCode())
                .isEqualTo(3);
        sql("DROP INDEX s1.ix");
        sql("DELETE FROM s1.t");

        migrator().upgrade("a");

        assertThat(text("SELECT used FROM s1.memory")).isEqualTo(text("SELECT current_setting('work_mem')"));
    }

    private void interrupted(String setter) {
        script(setter);
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("a"));
        sql("DELETE FROM s1.t");
    }

    private void script(String setter) {
        revisions.irreversible(
                "a",
                "",
                setter + " CREATE UNIQUE INDEX CONCURRENTLY ix ON s1.t (a);"
                        + " CREATE TABLE memory AS SELECT current_setting('work_mem') AS used;");
    }
}
