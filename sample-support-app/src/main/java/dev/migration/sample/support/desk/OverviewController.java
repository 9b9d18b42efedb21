// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.desk;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

import dev.migration.sample.support.analytics.Analytics;
import dev.migration.sample.support.report.ChartQuery;
import dev.migration.sample.support.report.SummaryQuery;

/** The charts of load and satisfaction. */
@Controller
class OverviewController {

    private static final Logger log = LoggerFactory.getLogger(OverviewController.class);

    private final SummaryQuery summaries;
    private final ChartQuery charts;
    private final List<Analytics> analytics;

    /** @param analytics none if the application has no second database */
    OverviewController(SummaryQuery summaries, ChartQuery charts, ObjectProvider<Analytics> analytics) {
        this.summaries = summaries;
        this.charts = charts;
        this.analytics = analytics.stream().toList();
    }

    @GetMapping("/overview")
    String overview(Model model) {
        model.addAttribute("summary", summaries.summary());
        model.addAttribute("load", LoadChart.of(charts.load()));
        model.addAttribute("ratings", RatingChart.of(charts.ratings()));
        analytics.forEach(database -> addWeeks(database, model));
        return "overview";
    }

    /** Without the second database, the page has everything else. */
    private static void addWeeks(Analytics database, Model model) {
        try {
            model.addAttribute("weeks", WeekChart.of(database.weeks()));
        } catch (DataAccessException e) {
            log.warn("The database of the analytics cannot be read", e);
            model.addAttribute("weeksMissing", true);
        }
    }
}
