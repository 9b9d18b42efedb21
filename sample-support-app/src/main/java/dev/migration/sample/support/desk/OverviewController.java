// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.desk;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

import dev.migration.sample.support.report.ChartQuery;
import dev.migration.sample.support.report.SummaryQuery;

/** The charts of load and satisfaction. */
@Controller
class OverviewController {

    private final SummaryQuery summaries;
    private final ChartQuery charts;

    OverviewController(SummaryQuery summaries, ChartQuery charts) {
        this.summaries = summaries;
        this.charts = charts;
    }

    @GetMapping("/overview")
    String overview(Model model) {
        model.addAttribute("summary", summaries.summary());
        model.addAttribute("load", LoadChart.of(charts.load()));
        model.addAttribute("ratings", RatingChart.of(charts.ratings()));
        return "overview";
    }
}
