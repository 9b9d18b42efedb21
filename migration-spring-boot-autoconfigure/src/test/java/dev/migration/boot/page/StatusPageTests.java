// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import dev.migration.Migrator;
import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.boot.autoconfigure.MigrationPageAutoConfiguration;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.testing.TestContexts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class StatusPageTests extends PageTests {

    @Test
    void isHtmlWithAPolicyThatHasANewNonceForEachAnswer() {
        fixture.withStory();
        var application = fixture.start();

        HttpResponse<String> first = PageFixture.answer(application, "");
        HttpResponse<String> second = PageFixture.answer(application, "");

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
        fixture.revision(id, "", evil, "SELECT '<script>alert(2)</script>'");
        fixture.otherProcess().upgrade("heads");
        fixture.jdbc()
                .sql("UPDATE migration_revision SET applied_by = '<b>me</b>', host = '</script>'")
                .update();
        var application = fixture.start("--migration.endpoint.show-sql=always");

        String page = PageFixture.page(application, "?revision=" + id)
                + PageFixture.page(application, "?revision=%3Cscript%3E");

        assertThat(page)
                .doesNotContain("<script>")
                .doesNotContain("<b>")
                .doesNotContain(" onload='")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &quot; onload=&#39;x&#39; \\u202Egnp.exe")
                .contains("&lt;script&gt;alert(2)&lt;/script&gt;")
                .contains("&lt;b&gt;me&lt;/b&gt;")
                .contains("&amp;amp;");
        assertThat(page).contains("<bdi>&lt;script&gt;alert(1)");
    }

    @Test
    void showsSqlAndMessagesOfTheServerOnlyIfThatIsPermitted() {
        fixture.revision("one", "", "Create one", "CREATE TABLE one (id int)")
                .revision("two", "-- @revises one", "Fail", "SELECT 1 / 0");
        var withoutSql = fixture.start("--migration.target=one");
        assertThatException()
                .isThrownBy(() -> withoutSql.getBean(Migrator.class).upgrade("heads"));

        assertThat(PageFixture.page(withoutSql, "?revision=one"))
                .doesNotContain("CREATE TABLE")
                .doesNotContain("division by zero")
                .contains("The last change failed: two.")
                .contains("migration.endpoint.show-sql");
        assertThat(PageFixture.page(
                        fixture.start("--migration.target=one", "--migration.endpoint.show-sql=when-authorized"),
                        "?revision=one"))
                .doesNotContain("CREATE TABLE");
        assertThat(PageFixture.page(
                        fixture.start("--migration.target=one", "--migration.endpoint.show-sql=always"),
                        "?revision=one"))
                .contains("CREATE TABLE one (id int)")
                .contains("division by zero");
    }

    @Test
    void namesTheApplicationAndTheInstanceOnTop() {
        fixture.revision("one", "", "Create one", "SELECT 1");
        var application = fixture.start();

        String page = PageFixture.page(application, "");

        assertThat(page)
                .contains("<title>support-app: database changes</title>")
                .containsPattern("<h1><span class=\"application\"><bdi>support-app</bdi></span> Database changes</h1>")
                .contains("port " + application.getEnvironment().getProperty("local.server.port"))
                .contains("process " + ProcessHandle.current().pid())
                .contains(">Database</h2>")
                .doesNotContain("primary");
    }

    @Test
    void linksToTheJsonWhereverThatIs() {
        fixture.revision("one", "", "Create one", "SELECT 1");

        assertThat(PageFixture.page(fixture.start(), "")).contains("<a href=\"migrations\">The same as JSON</a>");
        assertThat(PageFixture.page(fixture.start("--management.endpoints.web.path-mapping.migrations=state/json"), ""))
                .contains("<a href=\"state/json\">The same as JSON</a>");
        assertThat(PageFixture.page(fixture.start("--management.endpoints.web.exposure.include=migrationspage"), ""))
                .doesNotContain("as JSON");
        assertThat(PageSubject.relative("/actuator/page/here", "/actuator/migrations"))
                .isEqualTo("../migrations");
    }

    @Test
    void timesAreInUtcWithoutJavaScript() {
        fixture.revision("one", "", "Create one", "SELECT 1");

        String page = PageFixture.page(fixture.start(), "?revision=one");

        assertThat(page).contains("Times are in <span id=\"zone\">UTC</span>");
        List<String> times = Pattern.compile("<time ([^>]*)>([^<]*)</time>")
                .matcher(page)
                .results()
                .map(time -> time.group(1).replaceAll(".* title=\"([^\"]*)\"", "$1") + " = " + time.group(2))
                .toList();
        // As of, in the history, applied at, in the entries of the revision.
        assertThat(times)
                .hasSize(4)
                .allMatch(time -> time.matches("(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC) = \\1"));
    }

    @Test
    void aRunningRevisionShowsSinceWhenAndWithWhichStatementAndDoesNotWait() throws Exception {
        fixture.revision("one", "", "Create one", "SELECT 1")
                .revision("two", "-- @revises one", "Wait for the gate", PageFixture.GATE)
                .revision("three", "-- @revises two", "Create three", "SELECT 3");
        fixture.closeGate();
        var application = fixture.start("--migration.target=one");
        var withSql = fixture.start("--migration.target=one", "--migration.endpoint.show-sql=always");
        fixture.runInBackground(() -> fixture.otherProcess().upgrade("heads"));
        fixture.awaitAtGate();

        String page = PageFixture.page(application, "");

        assertThat(page)
                .contains("<progress aria-label=\"Progress\"></progress>")
                .contains("0 of 2 changes done.")
                .contains("Another instance is changing the database.")
                .doesNotContain("\u00a0%")
                .containsPattern("<dt>Running since</dt><dd><time [^>]*>[^<]*</time> \\(")
                .containsPattern("<dt>Statement</dt><dd><bdi class=\"id\">(SET|SELECT)</bdi></dd>")
                .containsPattern("<dt>Run by</dt><dd><bdi>[^<]*</bdi> from <bdi>")
                .doesNotContain("pg_advisory_lock");
        assertThat(list(page, "Pending")).contains("three").doesNotContain("two");
        assertThat(PageFixture.page(withSql, "")).contains("pg_advisory_lock");
    }

    @Test
    void aFailureShowsItsCauseAndPlaceAndStaysInTheHistory() {
        fixture.revision("one", "", "Create one", "SELECT 1")
                .revision("two", "-- @revises one", "Divide", "SELECT 1 / 0");
        var withoutSql = fixture.start("--migration.target=one");
        var withSql = fixture.start("--migration.target=one", "--migration.endpoint.show-sql=always");
        assertThatException().isThrownBy(() -> withSql.getBean(Migrator.class).upgrade("heads"));

        assertThat(PageFixture.page(withSql, ""))
                .contains("<p class=\"cause\"><bdi>ERROR: division by zero (SQLSTATE 22012)</bdi></p>")
                .containsPattern("In <bdi class=\"id\">[^<]*two.sql:7:1</bdi>")
                .contains("<code dir=\"ltr\">SELECT 1 / 0\n");
        assertThat(PageFixture.page(withoutSql, ""))
                .contains("<p class=\"cause\">SQLSTATE 22012</p>")
                .containsPattern("In <bdi class=\"id\">[^<]*two.sql:7:1</bdi>")
                .doesNotContain("division");
        fixture.revision("two", "-- @revises one", "Divide", "SELECT 1 / 1");
        fixture.otherProcess().upgrade("heads");

        String page = PageFixture.page(withSql, "");

        assertThat(page).doesNotContain("What failed");
        assertThat(page.substring(page.indexOf(">History<")))
                .containsSubsequence(">two<", "Divide", ">applied<", ">two<", "division by zero", ">failed<", ">one<");
    }

    @Test
    void aRevertedRevisionIsInTheHistory() {
        fixture.revision("one", "", "Create one", "SELECT 1")
                .revision("two", "-- @revises one", "Create two", "SELECT 2");
        var application = fixture.start();
        application.getBean(Migrator.class).downgrade("one");

        String page = PageFixture.page(application, "");

        assertThat(page.substring(page.indexOf(">History<")))
                .containsSubsequence(">two<", ">reverted<", ">one<", ">applied<");
    }

    @Test
    void isRefreshedWithoutJavaScriptOnlyDuringARun() throws Exception {
        fixture.revision("one", "", "Create one", "SELECT 1")
                .revision("two", "-- @revises one", "Wait", PageFixture.GATE);
        fixture.closeGate();
        var application = fixture.start("--migration.target=one");
        assertThat(PageFixture.page(application, ""))
                .doesNotContain("http-equiv=\"refresh\"")
                .contains("data-seconds=\"15\"")
                .contains("One change is waiting.");
        fixture.runInBackground(() -> fixture.otherProcess().upgrade("heads"));
        fixture.awaitAtGate();

        assertThat(PageFixture.page(application, ""))
                .contains("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>")
                .contains("data-seconds=\"2\"")
                .contains("Another instance is changing the database.");
    }

    @Test
    void aLongSequenceOfAppliedRevisionsIsOneRowOfTheDrawing() {
        fixture.withStory();
        var application = fixture.start();

        assertThat(PageFixture.page(application, "")).contains("26 applied revisions in sequence");
        assertThat(PageFixture.page(application, "?revision=step010")).contains("applied revisions in sequence");
        assertThat(PageFixture.page(application, "?graph=all")).doesNotContain("applied revisions in sequence");
    }

    @Test
    void reportsAnUnknownRevision() {
        fixture.revision("one", "", "Create one", "SELECT 1");

        assertThat(PageFixture.page(fixture.start(), "?revision=nobody")).contains("There is no revision");
    }

    @Test
    void hasASectionForEachDatabase() throws Exception {
        fixture.revision("one", "", "Create one", "SELECT 1");
        var application = fixture.start("--migration.target=one");
        var monitor = new MigrationMonitor(fixture.otherProcess());
        application.getBeanFactory().registerSingleton("ordersMonitor", monitor);

        Matcher names = Pattern.compile("Database <bdi>([^<]*)</bdi></h2>").matcher(PageFixture.page(application, ""));

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
                .withPropertyValues("migration.on-startup=none")
                .withPropertyValues(TestContexts.connection("spring.datasource", database));

        runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MigrationsPageEndpoint.class));
        String exposed = "management.endpoints.web.exposure.include=migrationspage";
        runner.withPropertyValues(exposed)
                .run(context -> assertThat(context).hasSingleBean(MigrationsPageEndpoint.class));
        runner.withPropertyValues(exposed, "management.endpoint.migrationspage.access=NONE")
                .run(context -> assertThat(context).doesNotHaveBean(MigrationsPageEndpoint.class));
    }

    @Test
    void reportsADatabaseThatHasNeverAnswered() {
        fixture.revision("one", "", "Create one", "SELECT 1");

        String page = PageFixture.page(
                fixture.start("--migration.on-startup=none", "--migration.url=jdbc:postgresql://localhost:1/nowhere"),
                "");

        assertThat(page)
                .contains("The database does not answer, and its state is not known.")
                .contains("state not known");
    }

    /** The list below a heading. */
    private static String list(String page, String heading) {
        String rest = page.substring(page.indexOf(">" + heading + "</h3>"));
        return rest.substring(0, rest.indexOf("</ol>"));
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
