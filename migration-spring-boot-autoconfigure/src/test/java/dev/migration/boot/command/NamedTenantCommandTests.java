package dev.migration.boot.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Help.Ansi;

import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.boot.database.DatabaseNames;
import dev.migration.cli.CommandLines;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.Console;
import dev.migration.cli.setting.GlobalOptions;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands in an application that has tenants beside a shared schema. */
@PostgresTest
class NamedTenantCommandTests {

    private PostgresDatabase database;
    private Path folder;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres, @TempDir Path scripts) throws IOException {
        postgres.reset();
        database = postgres;
        folder = scripts;
        script("shared", "s1", "CREATE TABLE plan (id int PRIMARY KEY)");
        script("customers", "c1", "CREATE TABLE invoice (plan int REFERENCES plan)");
        List.of("acme", "umbrella")
                .forEach(schema -> jdbc().sql("CREATE SCHEMA " + schema).update());
        run("upgrade", "--database", "shared");
    }

    @Test
    void everyTenantIsADatabaseBesideTheSharedOne() {
        assertThat(run("upgrade"))
                .contains("Database customers/acme", "Database customers/umbrella", "Database shared");
        assertThat(applied("acme")).containsExactly("c1");
        assertThat(applied("umbrella")).containsExactly("c1");
        assertThat(applied("public")).containsExactly("s1");
    }

    @Test
    void oneTenantIsNamedBehindItsDatabase() {
        assertThat(run("upgrade", "--database", "customers/umbrella")).contains("The database is at c1.");

        assertThat(applied("umbrella")).containsExactly("c1");
        assertThat(isThere("acme.migration_revision")).isFalse();
    }

    @Test
    void theDatabaseStandsForAllItsTenants() {
        assertThat(run("current", "--database", "customers"))
                .contains("Database customers/acme", "Database customers/umbrella")
                .doesNotContain("Database shared");
    }

    @Test
    void anUnknownTenantIsRefusedAndNothingIsRun() {
        assertThat(run("upgrade", "--database", "customers/umbrela"))
                .contains("There is no database 'customers/umbrela'.");
        assertThat(run("upgrade", "--database", "acme")).contains("There is no database 'acme'.");
        assertThat(isThere("umbrella.migration_revision")).isFalse();
    }

    @Test
    void scriptsAreThoseOfTheDatabaseWithoutATenantsName() {
        assertThat(run("upgrade", "heads", "--sql", "--database", "customers"))
                .contains("CREATE TABLE invoice")
                .doesNotContain("CREATE TABLE plan");
        assertThat(run("upgrade", "heads", "--sql"))
                .contains("needs the name of one database. The settings name customers, shared.");
    }

    @Test
    void anAddressThatIsTypedIsThatOfTheTenant() {
        PostgresDatabase other = database.createDatabase();
        JdbcClient.create(other.dataSource())
                .sql("CREATE TABLE plan (id int PRIMARY KEY); CREATE SCHEMA acme")
                .update();

        assertThat(run("upgrade", "--database", "customers/acme", "--url", other.url()))
                .contains("The database is at c1.");

        assertThat(isThere("acme.migration_revision")).isFalse();
    }

    @Test
    void whereThereIsNoTenantYetNothingElseIsRunInstead() {
        jdbc().sql("DROP SCHEMA acme; DROP SCHEMA umbrella").update();

        assertThat(run("downgrade", "base", "--database", "customers"))
                .contains("There is no tenant yet in customers.");
        assertThat(applied("public")).containsExactly("s1");
    }

    private String run(String... line) {
        String[] settings = {
            "migration.url=" + database.url(),
            "migration.username=" + database.username(),
            "migration.password=" + database.password(),
            "migration.databases.shared.locations=filesystem:" + folder.resolve("shared"),
            "migration.databases.customers.url=" + database.url(),
            "migration.databases.customers.locations=filesystem:" + folder.resolve("customers"),
            "migration.databases.customers.tenants.pattern=acme|umbrella"
        };
        return runWith(settings, line);
    }

    private void script(String name, String revision, String sql) throws IOException {
        Path scripts = Files.createDirectories(folder.resolve(name));
        Files.writeString(
                scripts.resolve(revision + ".sql"), "-- @revision " + revision + "\n-- @upgrade\n" + sql + ";\n");
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(database.dataSource());
    }

    private List<String> applied(String schema) {
        return jdbc().sql("SELECT revision FROM " + schema + ".migration_revision")
                .query(String.class)
                .list();
    }

    private boolean isThere(String table) {
        return jdbc().sql("SELECT to_regclass(?) IS NOT NULL")
                .param(table)
                .query(Boolean.class)
                .single();
    }

    /** As in the application's own jar, but in this process. */
    private static String runWith(String[] settings, String... line) {
        CommandArguments typed = CommandArguments.of(
                        Stream.concat(Stream.of("migrations"), Stream.of(line)).toArray(String[]::new))
                .orElseThrow();
        String[] command = typed.command().toArray(String[]::new);
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        Console console = new Console(out, out, Ansi.OFF, false);
        GlobalOptions options = new GlobalOptions();
        CommandLines.printHelpOrUsageError(
                new Invocation(options, new ApplicationCommandContext(options), console), command);
        var application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(settings)
                .initializers(context -> {
                    var environment = context.getEnvironment();
                    List<String> names = DatabaseNames.in(environment).list();
                    environment
                            .getPropertySources()
                            .addFirst(new MapPropertySource("typed", new CommandLineProperties(options, names).map()));
                    PassiveContext.make(context);
                });
        try (var context = application.run(typed.application().toArray(String[]::new))) {
            GlobalOptions read = new GlobalOptions();
            CommandLines.execute(new Invocation(read, new ApplicationCommandContext(read, context), console), command);
        }
        return said.toString();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(MigrationAutoConfiguration.class)
    static class Application {}
}
