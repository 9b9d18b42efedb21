package dev.migration.boot.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
import picocli.CommandLine.Help.Ansi;

import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.boot.autoconfigure.TwoDatabases;
import dev.migration.boot.database.DatabaseNames;
import dev.migration.cli.CommandLines;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.Console;
import dev.migration.cli.setting.GlobalOptions;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands in an application whose settings name several databases. */
@PostgresTest
class SeveralDatabasesCommandTests {

    private TwoDatabases two;

    @BeforeEach
    void startEmpty(PostgresDatabase database, @TempDir Path folder) throws IOException {
        two = TwoDatabases.empty(database, folder);
    }

    @Test
    void aCommandIsForTheDatabaseThatIsNamed() {
        assertThat(run("upgrade", "--database", "reports")).contains("The database is at r1.");
        assertThat(TwoDatabases.tables(two.orders())).isEmpty();
        assertThat(run("current", "--database", "orders")).contains("base");
        assertThat(run("upgrade")).contains("Database orders", "at o1", "Database reports");
        assertThat(TwoDatabases.tables(two.orders())).contains("orders");
    }

    @Test
    void scriptsAreThoseOfTheDatabaseAlsoWhereSeveralHeadsAreNotAllowed() throws IOException {
        two.script("reports", "r0", "SELECT 1");

        assertThat(run("--migration.require-single-head=true", "heads", "--database", "reports"))
                .contains("r0", "r1")
                .doesNotContain("o1");
    }

    @Test
    void anUnknownDatabaseIsRefused() {
        assertThat(run("current", "--database", "report"))
                .contains("There is no database 'report'. Did you mean 'reports'?");
    }

    @Test
    void theOnlyDatabaseHasItsName() {
        String[] one = Stream.of(two.both())
                .filter(line -> line.startsWith("migration.databases.reports"))
                .toArray(String[]::new);

        assertThat(runWith(one, "upgrade", "--database", "reports")).contains("The database is at r1.");
    }

    @Test
    void whatIsTypedGoesBeforeWhatIsSaidAboutTheDatabase() {
        PostgresDatabase third = two.orders().createDatabase();

        assertThat(run("upgrade", "--database", "reports", "--url", third.url()))
                .contains("The database is at r1.");

        assertThat(TwoDatabases.tables(third)).contains("report");
        assertThat(TwoDatabases.tables(two.reports())).isEmpty();
        assertThat(run("upgrade", "--url", third.url())).contains("needs the name of one database");
    }

    @Test
    void otherFoldersAreTyped() {
        String folder = two.folder().resolve("orders").toString();

        assertThat(run("upgrade", "--database", "reports", "--location", "filesystem:" + folder))
                .contains("The database is at o1.");
    }

    private String run(String... line) {
        return runWith(two.both(), line);
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
