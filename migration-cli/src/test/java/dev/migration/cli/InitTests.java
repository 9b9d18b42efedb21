// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.version.StateTables;

import static org.assertj.core.api.Assertions.assertThat;

/** Creates projects, empty or from the schema of a database that the installed pg_dump reads. */
class InitTests {

    private static final String SCHEMA = """
            CREATE EXTENSION pg_trgm;
            CREATE SCHEMA reporting;
            CREATE TYPE public.status AS ENUM ('open', 'it''s; done');
            CREATE DOMAIN public.email AS text CHECK (VALUE LIKE '%@%');
            CREATE TABLE public.teams (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE public.tickets (
                id bigserial PRIMARY KEY, team int REFERENCES public.teams, state public.status DEFAULT 'open' NOT NULL,
                mail public.email, title text, upper_title text GENERATED ALWAYS AS (upper(title)) STORED,
                CONSTRAINT "odd ""na""me" CHECK (id > 0));
            COMMENT ON TABLE public.tickets IS 'what people
            -- @ask for';
            CREATE INDEX ON public.tickets USING gin (title public.gin_trgm_ops) WHERE title IS NOT NULL;
            CREATE TABLE reporting.events (at timestamptz NOT NULL, note text) PARTITION BY RANGE (at);
            CREATE TABLE reporting.events_2025 PARTITION OF reporting.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
            CREATE FUNCTION public.count_tickets() RETURNS bigint LANGUAGE sql STABLE
                BEGIN ATOMIC SELECT count(*) FROM public.tickets; END;
            CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
            -- @param none
            SET LOCAL lock_timeout = 0;
            NEW.title := trim(NEW.title); RETURN NEW; END $$;
            CREATE TRIGGER touch BEFORE INSERT ON public.tickets FOR EACH ROW EXECUTE FUNCTION public.touch();
            CREATE VIEW public.open_tickets AS SELECT * FROM public.tickets WHERE state = 'open';
            CREATE MATERIALIZED VIEW reporting.totals AS SELECT state, public.count_tickets() FROM public.tickets GROUP BY 1;
            ALTER TABLE public.tickets ENABLE ROW LEVEL SECURITY;
            CREATE POLICY mine ON public.tickets USING (mail = current_user);
            CREATE RULE nobody AS ON DELETE TO public.teams DO INSTEAD NOTHING;
            CREATE STATISTICS public.s ON team, state FROM public.tickets;
            INSERT INTO public.teams (name) VALUES ('first');
            """;

    @TempDir
    static Path servers;

    @RegisterExtension
    static final InstalledServer SERVER = new InstalledServer(() -> servers);

    @TempDir
    Path directory;

    private PostgresDatabase database;
    private CommandLineJar jar;

    @BeforeEach
    void startEmpty() {
        database = SERVER.createDatabase("init");
        jar = jar(database);
    }

    @Test
    void anUpgradeAfterInitSucceeds() throws Exception {
        assertThat(jar.run("init").well().out())
                .contains("Wrote " + directory.resolve("migration.properties"), "_begin.sql", "Next: upgrade");

        assertThat(jar.run("upgrade").well().out()).contains("1 revision");
        assertThat(jar.run("verify").exitCode()).isZero();
        assertThat(jar.run("revision", "-m", "create tickets").exitCode()).isZero();
        assertThat(jar.run("downgrade", "base").exitCode()).isZero();
    }

    @Test
    void aFolderWithRevisionsGetsNoFirstRevision() throws Exception {
        jar.table("a", "");

        jar.run("init").well();

        assertThat(Files.list(directory.resolve("revisions"))).hasSize(1);
    }

    @Test
    void aDatabaseBecomesTheFirstRevision() throws Exception {
        psql(SCHEMA);
        String before = dump(database);

        assertThat(init().well().out()).contains("Stamped: the database is at", "_what_was_there.sql");

        assertThat(jar.run("verify").well().out()).contains("Everything is applied.");
        assertThat(dump(database)).isEqualTo(before);
        PostgresDatabase fresh = SERVER.createDatabase("fresh");
        jar(fresh).run("upgrade").well();
        assertThat(dump(fresh)).isEqualTo(before);
        assertThat(Catalog.query(fresh, "SELECT name FROM teams")).isEmpty();
        assertThat(Catalog.query(fresh, "SELECT count(*)::text FROM migration_history"))
                .containsExactly("1");
        assertThat(jar(fresh)
                        .run("downgrade", "base")
                        .refused(1, "Cannot revert")
                        .err())
                .contains("@downgrade");
    }

    @Test
    void aVariableInTheSchemaIsRefused() throws Exception {
        psql("CREATE TABLE greetings (text text DEFAULT 'hello ${name}, ${other}');");

        init("-x", "name=VALUE").refused(2, "The schema contains ${name}");

        assertThat(directory.resolve("revisions")).doesNotExist();
    }

    @Test
    void laterRevisionsFollowTheFirstRevision() throws Exception {
        psql(SCHEMA);
        init().well();
        String first = jar.json("heads").at("/heads/0/revision").stringValue();
        jar.revision(
                "b",
                first,
                "ALTER TABLE tickets ADD COLUMN priority int;",
                "ALTER TABLE tickets DROP COLUMN priority;");

        jar.run("upgrade").well();

        PostgresDatabase fresh = SERVER.createDatabase("fresh");
        jar(fresh).run("upgrade").well();
        assertThat(dump(fresh)).isEqualTo(dump(database));
    }

    @Test
    void aDryRunWritesNothing() throws Exception {
        psql(SCHEMA);

        assertThat(init("--dry-run").well().out())
                .contains(
                        "Would write " + directory.resolve("migration.properties"),
                        "Would stamp",
                        "CREATE TABLE public.tickets");

        assertThat(Files.list(directory)).isEmpty();
        assertThat(Catalog.query(database, "SELECT relname FROM pg_class WHERE relname LIKE 'migration%'"))
                .isEmpty();
    }

    @Test
    void noStateTableIsPartOfTheFirstRevision() throws Exception {
        // The first two would be those of a migrated database.
        for (String table : StateTables.DEFAULT.names().subList(2, 6)) {
            Catalog.execute(database, "CREATE TABLE " + table + " (id int)");
        }
        Catalog.execute(database, "CREATE TABLE tickets (id int)");

        String dumped = init("--dry-run").well().out();

        assertThat(dumped).contains("CREATE TABLE public.tickets").doesNotContain("TABLE public.migration_");
    }

    @Test
    void ownersAndPrivilegesAreIncludedOnRequest() throws Exception {
        Catalog.execute(database, "CREATE TABLE t (); CREATE TABLE other (); GRANT SELECT ON t TO PUBLIC;");

        String plain = init("--dry-run", "--exclude-table", "other").well().out();
        String full =
                init("--dry-run", "--with-owner", "--with-privileges").well().out();

        assertThat(plain).contains("CREATE TABLE public.t").doesNotContain("OWNER TO", "GRANT", "other");
        assertThat(full).contains("OWNER TO", "GRANT SELECT ON TABLE public.t TO PUBLIC");
    }

    @Test
    void stateTablesAreLeftOut() throws Exception {
        Catalog.execute(database, "CREATE TABLE t ()");
        CommandLineJar elsewhere = CommandLineJar.of(Files.createDirectories(directory.resolve("other")), database);
        elsewhere.table("a", "").run("ensure-version").well();

        assertThat(init("--dry-run").well().out())
                .contains("CREATE TABLE public.t")
                .doesNotContain("migration_revision", "migration_history");
    }

    @Test
    void theFilesArePrintedAsJson() throws Exception {
        Catalog.execute(database, "CREATE TABLE t ()");

        JsonNode dry = jar.json("init", "--from-db", "--dry-run", "--pg-dump", pgDump());
        JsonNode done = jar.json("init", "--from-db", "--rev-id", "a1", "--pg-dump", pgDump());

        assertThat(dry.at("/wouldWrite").size()).isEqualTo(3);
        assertThat(dry.at("/text").stringValue()).contains("CREATE TABLE public.t");
        assertThat(done.at("/files").size()).isEqualTo(3);
        assertThat(done.at("/current/0").stringValue()).isEqualTo("a1");
    }

    @Test
    void aMigratedDatabaseIsRefused() throws Exception {
        jar.table("a", "");
        jar.run("upgrade").well();
        Files.delete(directory.resolve("revisions/a.sql"));

        init().refused(2, "is at a");

        assertThat(directory.resolve("migration.properties")).doesNotExist();
        jar.table("a", "");
        init().refused(2, "has revisions already");
    }

    @Test
    void existingFilesAreReportedAndNothingIsWritten() throws Exception {
        Catalog.execute(database, "CREATE TABLE t ()");
        Files.writeString(directory.resolve("revision-templates"), "a file");

        init().refused(1, "revision-templates");
        jar.run("init", "/proc/revisions").refused(1, "revision-templates");
        Files.delete(directory.resolve("revision-templates"));
        jar.run("init", "/proc/revisions").refused(1, "/proc/revisions");

        assertThat(Files.list(directory)).isEmpty();
        Files.writeString(directory.resolve("migration.properties"), "");
        init().refused(2, "already exists");
        jar.run("init", "--with-owner").refused(2, "--from-db");
    }

    @Test
    void withoutAUsablePgDumpNothingIsWritten() throws Exception {
        jar.run("init", "--from-db", "--pg-dump", "nowhere").refused(1, "'nowhere' is not an executable file");
        new CommandLineJar(directory, Map.of()).run("init", "--from-db").refused(2, "--url");

        assertThat(Files.list(directory)).isEmpty();
    }

    private CommandLineJar.Ended init(String... more) throws Exception {
        return jar.run(Stream.concat(Stream.of("init", "--from-db", "--pg-dump", pgDump()), Stream.of(more))
                .toArray(String[]::new));
    }

    private CommandLineJar jar(PostgresDatabase wanted) {
        return new CommandLineJar(directory, Map.of("DATABASE_URL", CommandLineJar.uri(wanted)));
    }

    private static String pgDump() {
        return InstalledServer.program("pg_dump");
    }

    /** Runs SQL with psql, because the driver splits statements inside of BEGIN ATOMIC. */
    private void psql(String sql) throws Exception {
        Path file = Files.writeString(servers.resolve("schema.sql"), sql);
        SERVER.run(database, InstalledServer.program("psql"), "-v", "ON_ERROR_STOP=1", "-f", file.toString());
    }

    /** The schema in the format of pg_dump, without the state tables. */
    private static String dump(PostgresDatabase wanted) throws Exception {
        List<String> lines = SERVER.run(
                wanted,
                pgDump(),
                "--schema-only",
                "--exclude-table=*.migration_revision",
                "--exclude-table=*.migration_history");
        return lines.stream()
                .filter(line -> !line.matches("\\\\(un)?restrict .*"))
                .collect(Collectors.joining("\n"));
    }
}
