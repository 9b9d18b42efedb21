// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.report;

import java.util.List;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The REST API of reports and of the summary of all tickets. */
@RestController
@RequestMapping("/api/reports")
class ReportController {

    private final ReportRepository reports;
    private final SummaryQuery summaries;

    ReportController(ReportRepository reports, SummaryQuery summaries) {
        this.reports = reports;
        this.summaries = summaries;
    }

    @GetMapping
    List<ReportView> list() {
        return reports.findAllByOrderByName().stream().map(ReportView::of).toList();
    }

    @GetMapping("/summary")
    SupportSummary summary() {
        return summaries.summary();
    }
}
