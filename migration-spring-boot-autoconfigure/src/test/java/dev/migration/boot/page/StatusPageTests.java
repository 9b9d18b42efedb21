package dev.migration.boot.page;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import dev.migration.Migrator;
import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@PostgresTest
class StatusPageTests {

    @TempDir
    private Path folder;

    private PostgresDatabase database;
    private Stage stage;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) throws SQLException {
        postgres.reset();
        database = postgres;
        stage = new Stage(postgres, folder);
    }

    @AfterEach
    void stop() throws SQLException {
        stage.close();
    }

    @Test
    void isHtmlWithAPolicyThatHasANewNonceForEachAnswer() {
        stage.withStory();
        var application = stage.start();

        HttpResponse<String> first = Stage.answer(application, "");
        HttpResponse<String> second = Stage.answer(application, "");

        assertThat(first.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(first.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(policy(first))
                .isEqualTo(
                        "default-src 'none'; style-src 'nonce-" + nonce(first) + "'; script-src 'nonce-" + nonce(first)
                                + "'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(nonce(first)).hasSizeGreaterThan(20).isNotEqualTo(nonce(second));
        assertThat(first.body())
                .contains("<script nonce=\"" + nonce(first) + "\">")
                .contains("<style nonce=\"" + nonce(first) + "\">")
                .doesNotContain(" style=\"")
                .doesNotContain(" onclick");
    }

    @Test
    void textsOfScriptsAndTheDatabaseAreEscaped() throws Exception {
        String id = "x".repeat(200);
        String evil = "<script>alert(1)</script> \" onload='x' \u202Egnp.exe \u05E9\u05DC\u05D5\u05DD &amp;";
        stage.revision(id, "", evil, "SELECT '<script>alert(2)</script>'");
        stage.otherProcess().upgrade("heads");
        stage.jdbc()
                .sql("UPDATE migration_revision SET applied_by = '<b>me</b>', host = '</script>'")
                .update();
        var application = stage.start("--migration.endpoint.show-sql=always");

        String page = Stage.page(application, "?revision=" + id) + Stage.page(application, "?revision=%3Cscript%3E");

        assertThat(page)
                .doesNotContain("<script>")
                .doesNotContain("<b>")
                .doesNotContain(" onload='")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &quot; onload=&#39;x&#39; \u202E")
                .contains("&lt;script&gt;alert(2)&lt;/script&gt;")
                .contains("&lt;b&gt;me&lt;/b&gt;")
                .contains("&amp;amp;");
        assertThat(page).contains("<bdi>&lt;script&gt;alert(1)");
    }

    @Test
    void showsSqlAndMessagesOfTheServerOnlyIfThatIsPermitted() {
        stage.revision("one", "", "Create one", "CREATE TABLE one (id int)")
                .revision("two", "-- @revises one", "Fail", "SELECT 1 / 0");
        var withoutSql = stage.start("--migration.target=one");
        assertThatException().isThrownBy(() -> withoutSql.getBean(Migrator.class).upgrade("heads"));

        assertThat(Stage.page(withoutSql, "?revision=one"))
                .doesNotContain("CREATE TABLE")
                .doesNotContain("division by zero")
                .contains("The last change failed: two.")
                .contains("migration.endpoint.show-sql");
        assertThat(Stage.page(
                        stage.start("--migration.target=one", "--migration.endpoint.show-sql=when-authorized"),
                        "?revision=one"))
                .doesNotContain("CREATE TABLE");
        assertThat(Stage.page(
                        stage.start("--migration.target=one", "--migration.endpoint.show-sql=always"), "?revision=one"))
                .contains("CREATE TABLE one (id int)")
                .contains("division by zero");
    }

    @Test
    void isRefreshedWithoutJavaScriptOnlyDuringARun() throws Exception {
        stage.revision("one", "", "Create one", "SELECT 1").revision("two", "-- @revises one", "Wait", Stage.GATE);
        stage.closeGate();
        var application = stage.start("--migration.target=one");
        assertThat(Stage.page(application, ""))
                .doesNotContain("http-equiv=\"refresh\"")
                .contains("data-seconds=\"15\"")
                .contains("One change is waiting.");
        stage.runInBackground(() -> stage.otherProcess().upgrade("heads"));
        stage.awaitAtGate();

        assertThat(Stage.page(application, ""))
                .contains("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>")
                .contains("data-seconds=\"2\"")
                .contains("Another instance is changing the database.");
    }

    @Test
    void aLongSequenceOfAppliedRevisionsIsOneRowOfTheDrawing() {
        stage.withStory();
        var application = stage.start();

        assertThat(Stage.page(application, "")).contains("26 applied revisions in sequence");
        assertThat(Stage.page(application, "?revision=step010")).contains("applied revisions in sequence");
        assertThat(Stage.page(application, "?graph=all")).doesNotContain("applied revisions in sequence");
    }

    @Test
    void reportsAnUnknownRevision() {
        stage.revision("one", "", "Create one", "SELECT 1");

        assertThat(Stage.page(stage.start(), "?revision=nobody")).contains("There is no revision");
    }

    @Test
    void hasASectionForEachDatabase() throws Exception {
        stage.revision("one", "", "Create one", "SELECT 1");
        var application = stage.start("--migration.target=one");
        var monitor = new MigrationMonitor(stage.otherProcess());
        application.getBeanFactory().registerSingleton("ordersMonitor", monitor);

        Matcher names = Pattern.compile("Database <bdi>([^<]*)</bdi>").matcher(Stage.page(application, ""));

        assertThat(names.results().map(name -> name.group(1)).toList()).containsExactly("primary", "orders");
        monitor.close();
    }

    @Test
    void isAvailableOnlyIfItIsExposed() {
        var runner = new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        MigrationAutoConfiguration.class,
                        MigrationPageAutoConfiguration.class))
                .withPropertyValues(
                        "migration.on-startup=none",
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + database.username(),
                        "spring.datasource.password=" + database.password());

        runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MigrationsPageEndpoint.class));
        String exposed = "management.endpoints.web.exposure.include=migrationspage";
        runner.withPropertyValues(exposed)
                .run(context -> assertThat(context).hasSingleBean(MigrationsPageEndpoint.class));
        runner.withPropertyValues(exposed, "management.endpoint.migrationspage.access=NONE")
                .run(context -> assertThat(context).doesNotHaveBean(MigrationsPageEndpoint.class));
    }

    @Test
    void reportsADatabaseThatHasNeverAnswered() {
        stage.revision("one", "", "Create one", "SELECT 1");

        String page = Stage.page(
                stage.start("--migration.on-startup=none", "--migration.url=jdbc:postgresql://localhost:1/nowhere"),
                "");

        assertThat(page)
                .contains("The database does not answer, and its state is not known.")
                .contains("state not known");
    }

    private static String policy(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Security-Policy").orElseThrow();
    }

    private static String nonce(HttpResponse<String> answer) {
        List<String> nonces = Pattern.compile("'nonce-([^']+)'")
                .matcher(policy(answer))
                .results()
                .map(nonce -> nonce.group(1))
                .distinct()
                .toList();
        assertThat(nonces).hasSize(1);
        return nonces.get(0);
    }
}
