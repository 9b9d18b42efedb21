// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.analytics;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

/** Copies the facts about the last days to the second database: when the application is ready, and then on a schedule. */
@Component
@Profile(AnalyticsConfiguration.PROFILE)
@ConditionalOnWebApplication
class DailyReport {

    private static final Logger log = LoggerFactory.getLogger(DailyReport.class);

    /** Days that are computed again: an instance may have been down, or a transaction that was open may have ended. */
    private static final int OVERLAP = 7;

    private final DayQuery days;
    private final Analytics analytics;
    private final TaskScheduler scheduler;
    private final Duration interval;

    DailyReport(
            DayQuery days,
            Analytics analytics,
            TaskScheduler scheduler,
            @Value("${support.analytics.interval:1m}") Duration interval) {
        this.days = days;
        this.analytics = analytics;
        this.scheduler = scheduler;
        this.interval = interval;
    }

    /** The demo data are there by now. */
    @EventListener(ApplicationReadyEvent.class)
    void schedule() {
        scheduler.scheduleWithFixedDelay(this::run, interval);
    }

    /** Writes only what differs, so that a run may be repeated, and run in several instances. */
    void run() {
        var first = analytics.lastDay().map(day -> day.minusDays(OVERLAP)).orElse(null);
        long written = days.since(first).stream().filter(analytics::write).count();
        if (written > 0) {
            log.info("The report has updated {} day(s) of the analytics", written);
        }
    }
}
