// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.report;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** A report in the REST API, with its schedules. */
record ReportView(int id, String name, @Nullable String description, List<Schedule> schedules) {

    static ReportView of(Report report) {
        var schedules = report.schedules().stream().map(Schedule::of).toList();
        return new ReportView(report.id(), report.name(), report.description(), schedules);
    }

    /** The recipient of a report, and the time of the next one. */
    record Schedule(String recipient, String schedule, Instant nextRunAt) {

        static Schedule of(ScheduledReport scheduled) {
            return new Schedule(scheduled.recipient().name(), scheduled.schedule(), scheduled.nextRunAt());
        }
    }
}
