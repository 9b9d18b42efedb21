// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Plurals;
import dev.migration.rehearsal.RehearsalEnd;
import dev.migration.survival.RecordedStatement;
import dev.migration.survival.SurvivalReport;

/** A report on what a release lives through, as text and as JSON. */
record SurvivalText(SurvivalReport report) {

    /** More statements that were not judged are only counted. */
    private static final int SHOWN = 20;

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        report.broken().forEach(broken -> {
            lines.add("breaks  " + revision(broken.revision()) + title(broken.statement()));
            lines.add("    " + broken.message() + (broken.position() > 0 ? ", at character " + broken.position() : ""));
        });
        report.failing().forEach(failing -> {
            lines.add("fails  " + revision(failing.revision()) + title(failing.statement()));
            lines.add("    it leaves out " + failing.column() + ", which " + failing.reason());
        });
        report.risks().forEach(risk -> {
            lines.add("may fail  " + revision(risk.revision()) + risk.description());
            lines.add("    " + Plurals.of(risk.statements().size(), "statement writes", "statements write")
                    + " into this table, such as "
                    + risk.statements().get(0).summary());
        });
        unjudged(lines);
        lines.add(summary());
        if (report.rehearsal().end() != RehearsalEnd.COMPLETE) {
            lines.add("Only as far as the rehearsal came. " + new RehearsalText(report.rehearsal()).summary());
        }
        return lines;
    }

    private static String revision(String id) {
        return (id.isEmpty() ? "repeatables" : id) + "  ";
    }

    private static String title(RecordedStatement statement) {
        String calls = statement.calls() == 0 ? "" : "  (" + Plurals.of(statement.calls(), "call", "calls") + ")";
        return statement.summary() + calls + "  " + statement.origin();
    }

    private void unjudged(List<String> lines) {
        if (!report.unjudged().isEmpty()) {
            lines.add(Plurals.of(report.unjudged().size(), "statement")
                    + " cannot be prepared before the upgrade either, so nothing is known about them:");
            report.unjudged().stream()
                    .limit(SHOWN)
                    .forEach(one -> lines.add("    " + one.statement().summary() + ": " + one.message()));
        }
        new TreeMap<>(report.omitted())
                .forEach((reason, count) -> lines.add(Plurals.of(count, "statement") + " not looked at: " + reason));
    }

    private String summary() {
        int bad = report.broken().size() + report.failing().size();
        return Plurals.of(report.judged(), "statement") + " can be prepared now. After the upgrade, "
                + (bad == 0
                        ? "all of them still can."
                        : report.broken().size() + " cannot, and "
                                + Plurals.of(report.failing().size(), "always fails.", "always fail."));
    }

    Map<String, Object> members() {
        return JsonObject.of("survives", report.survives())
                .and("judged", report.judged())
                .and(
                        "broken",
                        report.broken().stream().map(SurvivalText::broken).toList())
                .and(
                        "failing",
                        report.failing().stream().map(SurvivalText::failing).toList())
                .and("risks", report.risks().stream().map(SurvivalText::risk).toList())
                .and(
                        "unjudged",
                        report.unjudged().stream()
                                .map(one -> statement(one.statement())
                                        .and("sqlState", one.state())
                                        .and("message", one.message())
                                        .map())
                                .toList())
                .and("omitted", new LinkedHashMap<>(new TreeMap<>(report.omitted())))
                .and("rehearsal", RehearsalJson.members(report.rehearsal()).map())
                .map();
    }

    private static JsonObject statement(RecordedStatement statement) {
        return JsonObject.of("statement", statement.text())
                .and("origin", statement.origin())
                .and("calls", statement.calls());
    }

    private static Map<String, Object> broken(SurvivalReport.Broken broken) {
        return statement(broken.statement())
                .and("revision", broken.revision())
                .and("sqlState", broken.state())
                .and("message", broken.message())
                .and("position", broken.position())
                .map();
    }

    private static Map<String, Object> failing(SurvivalReport.Failing failing) {
        return statement(failing.statement())
                .and("revision", failing.revision())
                .and("column", failing.column())
                .and("reason", failing.reason())
                .map();
    }

    private static Map<String, Object> risk(SurvivalReport.Risk risk) {
        return JsonObject.of("revision", risk.revision())
                .and("description", risk.description())
                .and(
                        "statements",
                        risk.statements().stream()
                                .map(one -> statement(one).map())
                                .toList())
                .map();
    }
}
