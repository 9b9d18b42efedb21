// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Alert;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import dev.migration.Migrator;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.TenantMonitor;
import dev.migration.tenant.TenantSource;
import dev.migration.tenant.run.TenantMigrator;
import dev.migration.test.postgres.InstalledProgram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Opens the page in Chromium in each state of a database. Screenshots are written to {@code target/screenshots}. After each test the console
 * must be free of errors, such as violations of the content security policy.
 */
@Tag("browser")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PageBrowserTests extends PageTests {

    private static final File BROWSER = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static ChromeDriver browser;

    @TempDir
    private static Path profile;

    @BeforeAll
    static void openBrowser() throws IOException {
        InstalledProgram.require(
                BROWSER.canExecute() && DRIVER.canExecute(), "Debian's packages chromium and chromium-driver");
        Files.createDirectories(SCREENSHOTS);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        browser = new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build(), options);
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void writeRevisions() {
        fixture.withStory();
    }

    @AfterEach
    void leavePage() {
        browser.get("about:blank");
        // The messages about canvases are caused by axe-core; the page has no canvas.
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .filteredOn(entry -> !entry.getMessage().contains("Canvas2D"))
                .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .isEmpty();
    }

    @Test
    void anUpToDateDatabase() throws Exception {
        open(fixture.start(), "");

        assertThat(sentence()).isEqualTo("The database is up to date.");
        assertThat(browser.findElements(By.cssSelector(".graph a"))).hasSizeGreaterThan(5);
        photograph("up-to-date");
    }

    @Test
    void aPendingDatabase() throws Exception {
        open(fixture.start("--migration.target=step030"), "");

        assertThat(sentence()).isEqualTo("6 changes are waiting; one of them locks a table for writing.");
        photograph("pending");
    }

    @Test
    void aPendingDatabaseForAReaderWhoMaySeeSql() throws Exception {
        open(fixture.start("--migration.target=step030", "--migration.endpoint.show-sql=always"), "");

        assertThat(sentence()).isEqualTo("6 changes are waiting; one of them locks customers for writing.");
        assertThat(text("ol li:first-child .class")).isNotEmpty();
        photograph("pending-classes");
    }

    @Test
    void aRunInAnotherProcessWhoseProgressIsRefreshed() throws Exception {
        ConfigurableApplicationContext application = startDuringRunOfAnotherProcess();

        open(application, "");

        assertThat(sentence())
                .startsWith("Another instance is changing the database: ")
                .contains("\u00a0%");
        assertThat(browser.findElement(By.tagName("progress")).getDomAttribute("max"))
                .isEqualTo("6");
        photograph("running");
        WebElement link = browser.findElement(By.cssSelector(".graph a"));
        browser.executeScript("arguments[0].focus()", link);
        browser.executeScript("document.querySelector('.table-box').scrollTop = 40; window.notReloaded = true");

        fixture.openGate();

        new WebDriverWait(browser, Duration.ofSeconds(60))
                .until(page -> sentence().equals("The database is up to date."));
        assertThat(browser.executeScript("return window.notReloaded")).isEqualTo(true);
        assertThat(browser.executeScript("return document.querySelector('.table-box').scrollTop"))
                .isEqualTo(40L);
        assertThat(browser.executeScript("return document.activeElement.id"))
                .asString()
                .endsWith("-graph-0");
    }

    @Test
    void timesAreInTheZoneOfTheReaderAndStaySoWhenThePageIsRefreshed() throws Exception {
        browser.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", "Asia/Tehran"));
        try {
            open(startDuringRunOfAnotherProcess(), "");
            browser.executeScript("window.before = document.getElementById('as-of').textContent");
            new WebDriverWait(browser, Duration.ofSeconds(60))
                    .until(page -> browser.executeScript(
                            "return document.getElementById('as-of').textContent !== window.before"));

            // Tehran is 3:30 hours ahead of UTC.
            assertThat(browser.executeScript("""
                    return [...document.querySelectorAll('time')].filter(time => {
                      const parse = text => Date.parse(text.replace(' UTC', '').replace(' ', 'T') + 'Z');
                      return parse(time.textContent) - parse(time.title) !== (3 * 60 + 30) * 60000;
                    }).map(time => time.outerHTML)""")).isEqualTo(List.of());
            assertThat(text("#zone")).isEqualTo("Asia/Tehran (UTC+03:30)");
        } finally {
            browser.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", ""));
        }
    }

    @Test
    void aFirstRevisionThatTakesLong() throws Exception {
        fixture.blockSearch();
        ConfigurableApplicationContext application =
                fixture.start("--migration.target=billing02", "--migration.endpoint.show-sql=always");
        fixture.otherProcess().upgrade("report02");
        fixture.runInBackground(() -> fixture.otherProcess().upgrade("search01"));
        fixture.awaitAtGate();

        open(application, "");

        assertThat(sentence()).isEqualTo("Another instance is changing the database.");
        assertThat(browser.executeScript("return document.querySelector('progress').position"))
                .isEqualTo(-1L);
        assertThat(text("dl.run"))
                .contains("search01", "Index customers", "Running since", "pg_advisory_lock", "Run by");
        photograph("running-long");
    }

    @Test
    void aRunInThisApplicationWithItsRemainingTime() throws Exception {
        fixture.blockSearch();
        ConfigurableApplicationContext application = fixture.start("--migration.target=base01");
        fixture.runInBackground(() -> application.getBean(Migrator.class).upgrade("heads"));
        fixture.awaitAtGate();

        open(application, "");

        assertThat(sentence()).startsWith("A change is running: ").endsWith("\u00a0%, less than a minute left.");
        photograph("own-run");
    }

    @Test
    void anApplicationThatWaitsForTheLock() throws Exception {
        ConfigurableApplicationContext application = startDuringRunOfAnotherProcess();
        fixture.runInBackground(() -> application.getBean(Migrator.class).upgrade("heads"));
        fixture.await("SELECT count(*) = 1 FROM pg_stat_activity WHERE application_name LIKE 'migration waits%'");

        open(application, "");

        assertThat(sentence())
                .isEqualTo("Another instance is changing the database; this application waits until it is done.");
        photograph("waiting");
    }

    @Test
    void aFailedRevisionThatWasRolledBack() throws Exception {
        fixture.revision(
                "search01", "-- @revises step030\n-- @branch search", "Index customers for the search", "SELECT 1 / 0");
        ConfigurableApplicationContext application =
                fixture.start("--migration.target=billing02", "--migration.endpoint.show-sql=always");
        assertThatException()
                .isThrownBy(() -> application.getBean(Migrator.class).upgrade("heads"));

        open(application, "");

        assertThat(sentence()).isEqualTo("The last change failed: search01.");
        assertThat(text("body")).contains("division by zero");
        assertThat(text(".graph a[href=\"?revision=search01\"]")).contains("pending, the last attempt failed");
        assertThat(browser.findElements(By.cssSelector(".graph .node.pending-failed")))
                .hasSize(1);
        photograph("failed");
    }

    @Test
    void aFailedRevisionThatWasInterrupted() throws Exception {
        fixture.write("search01", """
                -- Index customers for the search
                --
                -- @revision search01
                -- @revises step030
                -- @branch search
                -- @transaction none

                -- @upgrade
                CREATE INDEX CONCURRENTLY one ON customers (c1);
                SELECT 1 / 0;
                """);
        ConfigurableApplicationContext application = fixture.start("--migration.target=billing02");
        assertThatException()
                .isThrownBy(() -> application.getBean(Migrator.class).upgrade("heads"));

        open(application, "");

        assertThat(sentence()).isEqualTo("A change failed and was interrupted: search01.");
        assertThat(text("body")).doesNotContain("division by zero");
        photograph("interrupted");
    }

    @Test
    void aDatabaseThatIsAhead() throws Exception {
        fixture.otherProcess().upgrade("heads");
        fixture.without("report02");

        open(fixture.start(), "");

        assertThat(sentence()).isEqualTo("The database is ahead of this application.");
        photograph("ahead");
    }

    @Test
    void aDatabaseThatContradictsTheScripts() throws Exception {
        fixture.otherProcess().upgrade("heads");
        fixture.revision(
                "billing02",
                "-- @revises billing01",
                "Add a due date to invoices",
                "ALTER TABLE invoices ADD due timestamptz");

        open(fixture.start("--migration.on-startup=none"), "");

        assertThat(sentence()).isEqualTo("The database and this application contradict each other.");
        assertThat(text("body")).contains("billing02");
        photograph("diverged");
    }

    @Test
    void aDatabaseThatDoesNotAnswer() throws Exception {
        ConfigurableApplicationContext application = fixture.start();
        try {
            open(application, "");
            database.close();

            open(application, "");

            assertThat(sentence()).startsWith("The database does not answer; this is what was known at ");
            photograph("down");
        } finally {
            database.reset();
        }
    }

    @Test
    void aRevisionIsReachedByKeyboardAndShowsItsSqlIfThatIsPermitted() throws Exception {
        open(fixture.start("--migration.endpoint.show-sql=always"), "");
        WebElement link = browser.findElement(By.cssSelector("a[href='?revision=billing02']"));
        browser.executeScript("arguments[0].focus()", link);

        browser.switchTo().activeElement().sendKeys(Keys.ENTER);

        new WebDriverWait(browser, Duration.ofSeconds(30)).until(ExpectedConditions.urlContains("?revision=billing02"));
        assertThat(text("article")).contains("Add a due date").contains("ALTER TABLE invoices ADD due date");
        photograph("revision");
    }

    @Test
    void allElementsAreReachedByKeyboardInReadingOrderWithVisibleFocus() throws Exception {
        open(fixture.start("--migration.target=step030"), "?revision=step030");
        Object all = browser.executeScript(
                "window.order = [...document.querySelectorAll('a, [tabindex=\"0\"]')]; return window.order.length");
        List<Object> reached = new ArrayList<>();

        for (long number = 0; number < (Long) java.util.Objects.requireNonNull(all); number++) {
            browser.switchTo().activeElement().sendKeys(Keys.TAB);
            reached.add(browser.executeScript("return window.order.indexOf(document.activeElement)"));
            assertThat(browser.executeScript("const style = getComputedStyle(document.activeElement);"
                            + "return style.outlineStyle + ' ' + style.outlineWidth"))
                    .isEqualTo("solid 3px");
        }

        assertThat(reached)
                .hasSizeGreaterThan(20)
                .isEqualTo(Stream.iterate(0L, next -> next + 1)
                        .limit(reached.size())
                        .toList());
    }

    @Test
    void fiveHundredRevisionsWithBranchesStayUsable() throws Exception {
        String last = "merge01";
        for (int number = 1; number <= 115; number++) {
            String here = "%03d".formatted(number);
            fixture.revision("main" + here, "-- @revises " + last, "Do thing " + number, "SELECT 1");
            fixture.revision("left" + here, "-- @revises main" + here, "On the left " + number, "SELECT 1");
            fixture.revision("right" + here, "-- @revises main" + here, "On the right " + number, "SELECT 1");
            fixture.revision("join" + here, "-- @revises left" + here + ", right" + here, "Join " + number, "SELECT 1");
            last = "join" + here;
        }
        ConfigurableApplicationContext application = fixture.start("--migration.target=join100");

        open(application, "?graph=all");

        assertThat(browser.findElements(By.cssSelector(".graph a"))).hasSize(497);
        assertThat(browser.executeScript("return document.querySelector('.list-box').clientHeight <= 18 * 16"))
                .isEqualTo(true);
        assertThat((Long) browser.executeScript("return document.querySelector('.graph').scrollWidth"))
                .isLessThan(1000L);
        assertThat(browser.executeScript("return document.querySelector('.graph-box').clientHeight <= 28 * 16"))
                .isEqualTo(true);
        WebElement oldest = browser.findElement(By.cssSelector(".graph a[href='?revision=base01']"));
        browser.executeScript("arguments[0].focus()", oldest);
        assertThat(browser.executeScript(
                        "const box = document.querySelector('.graph-box').getBoundingClientRect();"
                                + "const link = arguments[0].getBoundingClientRect();"
                                + "return link.top >= box.top - 1 && link.bottom <= box.bottom + 1",
                        oldest))
                .isEqualTo(true);
        browser.executeScript("document.querySelector('.graph-box').scrollTop = 0");
        photograph("five-hundred");
    }

    @Test
    void hundredsOfRevisionsStayUsableOnAPhone() throws Exception {
        for (int number = 31; number <= 400; number++) {
            String before = number == 31 ? "merge01" : "step%03d".formatted(number - 1);
            fixture.revision("step%03d".formatted(number), "-- @revises " + before, "Do thing " + number, "SELECT 1");
        }
        ConfigurableApplicationContext application = fixture.start();

        open(application, "");
        assertThat(browser.findElements(By.cssSelector(".graph a"))).hasSizeLessThan(40);
        photograph("hundreds");
        open(application, "?graph=all");
        assertThat(browser.findElements(By.cssSelector(".graph a"))).hasSizeGreaterThan(400);
    }

    @Test
    void severalDatabasesAndTenants() throws Exception {
        fixture.jdbc().sql("CREATE SCHEMA acme").update();
        fixture.jdbc().sql("CREATE SCHEMA globex").update();
        TenantMigrator tenants = TenantMigrator.builder(fixture.otherProcess())
                .source(TenantSource.of(List.of("acme", "globex", "initech")))
                .build();
        assertThatException().isThrownBy(() -> tenants.upgradeAll().requireComplete());
        fixture.jdbc().sql("DROP TABLE globex.migration_history").update();
        ConfigurableApplicationContext application = fixture.start("--migration.target=step030");
        try (MigrationMonitor orders = new MigrationMonitor(fixture.otherProcess());
                TenantMonitor customers = new TenantMonitor(tenants)) {
            application.getBeanFactory().registerSingleton("ordersMonitor", orders);
            application.getBeanFactory().registerSingleton("customersTenantMonitor", customers);

            open(application, "");

            assertThat(browser.findElements(By.tagName("h2")).stream().map(WebElement::getText))
                    .containsExactly("Database primary", "Database orders", "Database customers");
            photograph("several");
        }
    }

    @Test
    void longMessagesWrapOnAPhoneAndTheTrunkIsStraight() throws Exception {
        fixture.revision(
                "search01",
                "-- @revises step030\n-- @branch search",
                "Index customers for the search by name, by address and by telephone number",
                "SELECT 'a value that is much longer than a telephone is wide'::int");
        ConfigurableApplicationContext application =
                fixture.start("--migration.target=billing02", "--migration.endpoint.show-sql=always");
        assertThatException()
                .isThrownBy(() -> application.getBean(Migrator.class).upgrade("heads"));

        open(application, "");
        size(390, true);

        // Every character of the cause and of the labels of the graph is inside the window, and inside its box.
        assertThat(browser.executeScript("""
                return [...document.querySelectorAll('.cause, .graph a, .graph a *')].filter(element => {
                  const place = element.getBoundingClientRect();
                  return place.left < 0 || place.right > 390 || element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
                }).map(element => element.textContent)""")).isEqualTo(List.of());
        assertThat(text(".cause")).contains("invalid input syntax for type integer", "22P02");
        // The trunk is straight: each of its marks has the same place.
        assertThat(browser.executeScript("""
                const marks = ['step030', 'billing01', 'billing02', 'merge01'].map(id =>
                  document.querySelector(`.graph a[href='?revision=${id}']`).parentElement.querySelector('circle')
                    .getBoundingClientRect().left);
                return new Set(marks).size""")).isEqualTo(1L);
        photograph("failed-long");
    }

    private void addWorkThatWaitsForAnApproval() throws Exception {
        fixture.revision(
                "work01",
                "-- @revises base01\n-- @branch work",
                "Fill in the names of customers",
                "-- @batch table=customers"
                        + " key=ctid mode=background approve=yes\nUPDATE customers SET id = 1 WHERE id IS NULL");
    }

    @Test
    void workThatWaitsForAPersonIsApprovedByAButton() throws Exception {
        addWorkThatWaitsForAnApproval();
        ConfigurableApplicationContext application = fixture.start(
                "--management.endpoint.migrations.access=unrestricted",
                "--migration.endpoint.operations=approve,pause,resume,speed,cancel");

        open(application, "");

        assertThat(sentence()).isEqualTo("A person is needed.");
        assertThat(text(".headline"))
                .contains("The work of revision 'work01' in the background waits for an approval.");
        assertThat(text("[data-part$=advice]")).contains("Let it run: approve work01.");
        photograph("work-approval");
        browser.findElement(By.cssSelector("button[data-operation=approve]")).click();
        Alert question = browser.switchTo().alert();
        assertThat(question.getText()).contains("Let the work of this revision run", "work01 (primary)");
        question.dismiss();
        assertThat(job()).isEqualTo("WAITING");
        browser.findElement(By.cssSelector("button[data-operation=approve]")).click();
        browser.switchTo().alert().accept();

        new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(page -> text("#answer").equals("Done: approve work01."));
        assertThat(job()).isNotEqualTo("WAITING");
    }

    @Test
    void theButtonsSendTheTokenThatTheApplicationRequires() throws Exception {
        addWorkThatWaitsForAnApproval();
        ConfigurableApplicationContext application = fixture.start(
                TokensRequired.class,
                "--spring.autoconfigure.exclude=",
                "--management.endpoint.migrations.access=unrestricted",
                "--migration.endpoint.operations=approve");

        open(application, "");
        browser.findElement(By.cssSelector("button[data-operation=approve]")).click();
        browser.switchTo().alert().accept();

        new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(page -> !text("#answer").isEmpty());
        assertThat(text("#answer")).isEqualTo("Done: approve work01.");
    }

    @Test
    void batchesShowTheirProgressAndAreSlowedDown() throws Exception {
        fixture.revision(
                "base01",
                "",
                "Create customers",
                "CREATE TABLE customers AS SELECT i AS id, 0 AS v FROM generate_series(1, 9000) i;"
                        + " ALTER TABLE customers ADD PRIMARY KEY (id);"
                        + " CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " PERFORM pg_advisory_xact_lock_shared(42); RETURN NULL; END $$;"
                        + " CREATE TRIGGER gate AFTER UPDATE ON customers FOR EACH ROW WHEN (NEW.id = 700) EXECUTE FUNCTION gate()");
        fixture.revision(
                "work01",
                "-- @revises base01\n-- @branch work",
                "Count",
                "-- @batch table=customers key=id\nUPDATE customers SET v = v + 1");
        ConfigurableApplicationContext application = fixture.start(
                "--migration.target=base01",
                "--migration.lock-timeout=60s",
                "--management.endpoint.migrations.access=unrestricted",
                "--migration.endpoint.show-sql=always",
                "--migration.endpoint.operations=approve,pause,resume,speed,cancel");
        fixture.closeGate();
        fixture.runInBackground(() -> application.getBean(Migrator.class).upgrade("work01"));
        fixture.awaitAtGate();

        open(application, "");

        assertThat(text(".work")).contains("work01", "rows of public.customers: running");
        photograph("work-running");
        browser.findElement(By.cssSelector("button[data-operation=speed]")).click();
        Alert question = browser.switchTo().alert();
        question.sendKeys("900");
        question.accept();
        new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(page -> text("#answer").startsWith("Refused (400): The speed is 900."));
        // The browser logs every answer with this status.
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .anyMatch(entry -> entry.getMessage().contains("a status of 400"));
        browser.findElement(By.cssSelector("button[data-operation=speed]")).click();
        question = browser.switchTo().alert();
        question.sendKeys("80");
        question.accept();
        new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(page -> text(".work").contains("speed 80\u00a0%"));
        browser.findElement(By.cssSelector("button[data-operation=pause]")).click();
        browser.switchTo().alert().accept();
        new WebDriverWait(browser, Duration.ofSeconds(30))
                .until(page -> text(".work").contains(": paused"));
        assertThat(sentence()).isEqualTo("A person is needed.");
        assertThat(text(".headline")).contains("The batches of revision 'work01' are paused.");
        browser.executeScript("document.querySelector('#answer').textContent = ''");
        photograph("work-paused");
        browser.findElement(By.cssSelector("button[data-operation=resume]")).click();
        browser.switchTo().alert().accept();
        fixture.openGate();
        fixture.await("SELECT min(v) = 1 AND max(v) = 1 FROM customers");
    }

    private String job() {
        return fixture.jdbc()
                .sql("SELECT state FROM migration_job UNION ALL SELECT 'NONE' LIMIT 1")
                .query(String.class)
                .single();
    }

    /** Starts the application; the other process is blocked until the gate is opened. */
    private ConfigurableApplicationContext startDuringRunOfAnotherProcess() throws SQLException {
        fixture.blockSearch();
        ConfigurableApplicationContext application = fixture.start("--migration.target=step030");
        fixture.runInBackground(() -> fixture.otherProcess().upgrade("heads"));
        fixture.awaitAtGate();
        return application;
    }

    /** Every user may send requests, with the token of Spring Security. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class TokensRequired {

        @Bean
        SecurityFilterChain rules(HttpSecurity http) {
            return http.authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                    .build();
        }
    }

    private void open(ConfigurableApplicationContext application, String query) {
        browser.get(PageFixture.uri(application, query).toString());
    }

    private static String sentence() {
        return text(".sentence");
    }

    private static String text(String selector) {
        return (String) browser.executeScript("return document.querySelector('" + selector + "').textContent");
    }

    /**
     * Takes screenshots in light and dark mode, on a desktop and on a phone. Nothing may be wider than the phone, and the labels of the
     * graph and the history wrap, so that they need no scrolling sideways.
     */
    private static void photograph(String name) throws IOException {
        size(1280, false);
        photograph(name, "light");
        photograph(name, "dark");
        size(390, true);
        photograph(name, "phone-dark");
        photograph(name, "phone");
        assertThat(browser.executeScript("return [...document.querySelectorAll('.graph-box, .table-box')]"
                        + ".filter(box => box.scrollWidth > box.clientWidth).map(box => box.id)"))
                .isEqualTo(List.of());
        size(320, true);
        assertThat(browser.executeScript("return document.documentElement.scrollWidth"))
                .isEqualTo(320L);
        size(1280, false);
    }

    private static void photograph(String name, String kind) throws IOException {
        appearance(kind.endsWith("dark") ? "dark" : "light");
        audit();
        save(name + "-" + kind);
    }

    /** Checks the rules of axe-core; {@code -Daxe.file=FILE} uses another axe.min.js than that of the class path. */
    private static void audit() throws IOException {
        browser.executeScript(axe());
        assertThat(browser.executeAsyncScript("""
                            const done = arguments[0];
                            axe.run().then(found => done(found.violations.map(fault => fault.id + ': '
                                + fault.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | '))))""")).isEqualTo(List.of());
    }

    private static String axe() throws IOException {
        String file = System.getProperty("axe.file");
        return file != null
                ? Files.readString(Path.of(file))
                : new PathMatchingResourcePatternResolver()
                        .getResources("classpath*:META-INF/resources/webjars/axe-core/*/axe.min.js")[0]
                                .getContentAsString(StandardCharsets.UTF_8);
    }

    private static void size(int width, boolean mobile) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", mobile));
    }

    private static void appearance(String scheme) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    private static void save(String name) throws IOException {
        Map<String, Object> picture = browser.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode((String)
                java.util.Objects.requireNonNull(picture.get("data"))));
    }
}
