// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.desk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

import dev.migration.boot.status.DatabaseStatus;
import dev.migration.boot.status.MigrationMonitor;

/**
 * Shows on every page that a migration runs, waits or failed, in the first database where that is so. A script of the page reads the banner
 * again every few seconds.
 */
@Controller
@ControllerAdvice(
        assignableTypes = {
            QueueController.class,
            TicketPageController.class,
            OverviewController.class,
            ArticlePageController.class,
            MigrationBanner.class
        })
class MigrationBanner {

    /** A page that is opened often does not ask the database each time. */
    private static final Duration AGE = Duration.ofSeconds(1);

    /** A page does not wait for a database that does not answer. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final List<MigrationMonitor> monitors;

    /** @param monitors one for each database */
    MigrationBanner(List<MigrationMonitor> monitors) {
        this.monitors = List.copyOf(monitors);
    }

    @ModelAttribute
    void banner(Model model) {
        monitors.stream()
                .map(monitor -> monitor.readCached(AGE, PATIENCE))
                .filter(snapshot -> text(DatabaseStatus.of(snapshot), snapshot).isPresent())
                .findFirst()
                .ifPresent(snapshot -> show(snapshot, model));
    }

    private static void show(MigrationMonitor.Snapshot snapshot, Model model) {
        var status = DatabaseStatus.of(snapshot);
        text(status, snapshot).ifPresent(text -> model.addAttribute("bannerText", text));
        model.addAttribute(
                "bannerKind", status == DatabaseStatus.FAILED || status == DatabaseStatus.DIVERGED ? "bad" : "busy");
        model.addAttribute("bannerDone", snapshot.stepsDone());
        model.addAttribute("bannerSteps", snapshot.steps());
    }

    @GetMapping("/banner")
    String banner() {
        return "fragments :: banner";
    }

    private static Optional<String> text(DatabaseStatus status, MigrationMonitor.Snapshot snapshot) {
        return switch (status) {
            case UP_TO_DATE, AHEAD -> Optional.empty();
            case PENDING -> Optional.of("A change of the database waits.");
            case RUNNING ->
                Optional.of(
                        snapshot.runWait().isPresent()
                                ? "A change of the database waits for another session. You can go on working."
                                : "The database is being changed. You can go on working.");
            case WAITING_FOR_LOCK -> Optional.of("A change of the database waits for another instance.");
            case DIVERGED ->
                Optional.of("The database and this application contradict each other. Please tell your operators.");
            case FAILED -> Optional.of("A change of the database failed. Please tell your operators.");
            case UNKNOWN -> Optional.of("The state of the database is not known.");
        };
    }
}
