// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.desk;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.sample.support.SampleRevisions;
import dev.migration.sample.support.SupportTest;
import dev.migration.script.JavaRevision;
import dev.migration.test.postgres.InstalledProgram;

import static org.assertj.core.api.Assertions.assertThat;

/** A support team at work, in Chromium. Screenshots are written to {@code target/screenshots}. */
@SupportTest
class DeskBrowserTests {

    private static final File BROWSER = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** Chromium starts once for all tests: a start takes seconds. */
    private static ChromeDriver browser;

    @LocalServerPort
    private int port;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private List<JavaRevision> javaRevisions;

    @TempDir
    private Path folder;

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
                "--hide-scrollbars");
        browser = new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build(), options);
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @Test
    void aTicketIsOpenedAssignedAnsweredResolvedAndRated() {
        open("/tickets/new");
        browser.findElement(By.name("title")).sendKeys("The lift is stuck <b>again</b>");
        browser.findElement(By.name("description")).sendKeys("Between two floors.");
        new Select(browser.findElement(By.name("priority"))).selectByVisibleText("urgent");
        new Select(browser.findElement(By.name("requesterId"))).selectByVisibleText("Hiro Tanaka");
        submit("Open");
        assertThat(heading()).isEqualTo("The lift is stuck <b>again</b>");
        assertThat(text(".note.good")).isEqualTo("The ticket is open.");

        new Select(browser.findElement(By.name("assigneeId"))).selectByVisibleText("Chiara Moretti");
        submit("Assign");
        assertThat(text(".note.good")).isEqualTo("Assigned to Chiara Moretti.");
        assertThat(text(".facts")).contains("Urgent", "In progress");

        browser.findElement(By.name("body")).sendKeys("Help is on its way.");
        submit("Send");
        assertThat(text(".messages .agent")).contains("Chiara Moretti", "Help is on its way.");
        assertThat(text(".facts")).contains("Waiting on customer");

        submit("Resolve");
        browser.findElement(By.cssSelector("input[name=rating][value='4']")).click();
        browser.findElement(By.name("feedback")).sendKeys("Quick.");
        submit("Rate");
        assertThat(text("#page")).contains("4 of 5 stars", "Quick.", "Resolved by Chiara Moretti");
    }

    @Test
    void theQueueIsFilteredAndSearched() {
        open("/");
        browser.findElement(By.name("text")).sendKeys("WAREHOUSE");
        submit("Filter");
        assertThat(text(".count")).isEqualTo("1 ticket");
        assertThat(text(".tickets")).contains("Connection to the warehouse system drops");

        open("/?text=100%25_");
        assertThat(text("#page")).contains("No ticket matches.");
        open("/?status=burning");
        assertThat(text(".note.bad")).contains("A filter has a value that does not exist.");
        open("/?done=true");
        browser.findElement(By.linkText("Older")).click();
        assertThat(text(".pages")).contains("Page 2 of");
        assertThat(text(".tickets")).contains("Closed");
    }

    @Test
    void aFormThatIsRefusedSaysWhyAndKeepsItsValues() {
        open("/tickets/new");
        browser.findElement(By.name("title")).sendKeys("   ");
        browser.findElement(By.name("description")).sendKeys("I do not know what to call it.");
        browser.executeScript("document.querySelector('main form').noValidate = true");
        submit("Open");

        assertThat(browser.findElements(By.cssSelector(".error"))).hasSize(2);
        assertThat(browser.findElement(By.name("description")).getDomProperty("value"))
                .isEqualTo("I do not know what to call it.");
    }

    @Test
    void aTicketThatIsResolvedMeanwhileSaysSo() {
        open("/?text=Refund");
        browser.findElement(By.cssSelector(".tickets a")).click();
        String page = browser.getCurrentUrl();
        browser.executeScript(
                "const request = new XMLHttpRequest(); request.open('POST', '/api' + location.pathname + '/resolution', false);"
                        + " request.send()");
        submit("Resolve");

        assertThat(browser.getCurrentUrl()).isEqualTo(page);
        assertThat(text(".note.bad")).contains("is already RESOLVED");
    }

    @Test
    void aPageThatDoesNotExistLeadsBackToTheQueue() {
        open("/tickets/999999");
        assertThat(text("main")).contains("There is no ticket 999999.");
        open("/nowhere");
        browser.findElement(By.linkText("Back to the queue")).click();
        assertThat(heading()).isEqualTo("Queue");
    }

    @Test
    void articlesAreSearched() {
        open("/articles");
        browser.findElement(By.name("text")).sendKeys("phone lost");
        submit("Search");
        browser.findElement(By.linkText("Two-factor codes are refused\nThe clock of the phone decides"))
                .click();
        assertThat(text(".article")).contains("an administrator of your account can remove it");
    }

    /** The page stays open; nobody loads it again. */
    @Test
    void aBannerShowsAMigrationWhileItRuns() throws Exception {
        open("/");
        assertThat(text("#banner")).isEmpty();
        CompletableFuture<?> run;
        try (Connection holder = dataSource.getConnection()) {
            holder.setAutoCommit(false);
            try (var lock = holder.createStatement()) {
                lock.execute("LOCK TABLE reports IN ACCESS SHARE MODE");
            }
            run = CompletableFuture.runAsync(() -> migrator(
                            "ALTER TABLE reports ADD COLUMN colour text;", "ALTER TABLE reports DROP COLUMN colour;")
                    .upgrade("new01"));
            new WebDriverWait(browser, Duration.ofMinutes(1))
                    .until(ExpectedConditions.textToBePresentInElementLocated(
                            By.id("banner"), "You can go on working."));
            screenshot("banner");
            holder.rollback();
        }
        run.join();
        migrator("ALTER TABLE reports ADD COLUMN colour text;", "ALTER TABLE reports DROP COLUMN colour;")
                .downgrade(SampleRevisions.head());
        new WebDriverWait(browser, Duration.ofMinutes(1))
                .until(page -> text("#banner").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "/, queue",
        "Some mails arrive, ticket",
        "Charged twice, rated",
        "/tickets/new, form",
        "/overview, overview",
        "/articles, articles",
        "/articles/webhooks-twice, article",
        "/nowhere, error"
    })
    void pagesFitOnAPhoneAndEverybodyCanUseThem(String path, String name) throws IOException {
        for (String colors : List.of("light", "dark")) {
            browser.executeCdpCommand(
                    "Emulation.setEmulatedMedia",
                    Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colors))));
            for (int width : new int[] {390, 1280}) {
                browser.executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 1000));
                openPageOrTicket(path);
                assertThat(browser.executeScript("return document.documentElement.scrollWidth <= innerWidth"))
                        .as("%s at %d", path, width)
                        .isEqualTo(true);
                audit();
                screenshot(name + '-' + width + '-' + colors);
            }
        }
    }

    private Migrator migrator(String upgrade, String downgrade) {
        try {
            Files.writeString(
                    folder.resolve("new01.sql"),
                    "-- @revision new01\n-- @revises %s\n-- @upgrade\n%s\n-- @downgrade\n%s\n"
                            .formatted(SampleRevisions.head(), upgrade, downgrade));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Migrator.builder()
                .dataSource(dataSource)
                .javaRevisions(javaRevisions)
                .settings(MigrationSettings.builder()
                        .locations("classpath:db/revisions", "filesystem:" + folder)
                        .build())
                .build();
    }

    private void openPageOrTicket(String pathOrTitle) {
        if (pathOrTitle.startsWith("/")) {
            open(pathOrTitle);
        } else {
            open("/?text=" + pathOrTitle);
            browser.findElement(By.cssSelector(".tickets a")).click();
        }
    }

    private void open(String path) {
        browser.get("http://localhost:" + port + path);
    }

    /** Presses a button and waits for the next page. */
    private static void submit(String label) {
        WebElement page = browser.findElement(By.tagName("html"));
        browser.findElement(By.xpath("//button[normalize-space()='" + label + "']"))
                .click();
        new WebDriverWait(browser, Duration.ofMinutes(1)).until(ExpectedConditions.stalenessOf(page));
    }

    private static String heading() {
        return browser.findElement(By.tagName("h1")).getText();
    }

    private static String text(String selector) {
        return browser.findElement(By.cssSelector(selector)).getText();
    }

    /** Checks the rules of axe-core. */
    private static void audit() throws IOException {
        browser.executeScript(new PathMatchingResourcePatternResolver()
                .getResources("classpath*:META-INF/resources/webjars/axe-core/*/axe.min.js")[0].getContentAsString(
                        StandardCharsets.UTF_8));
        assertThat(browser.executeAsyncScript("""
                            const done = arguments[0];
                            axe.run().then(found => done(found.violations.map(fault => fault.id + ': '
                                + fault.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | '))))""")).isEqualTo(List.of());
    }

    private static void screenshot(String name) throws IOException {
        Object data = browser.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                .get("data");
        Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(data)));
    }
}
