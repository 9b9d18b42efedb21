// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.rehearsal;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.migration.cli.output.JsonObject;
import dev.migration.rehearsal.RehearsalReport;
import dev.migration.rehearsal.RehearsedStatement;
import dev.migration.rehearsal.RehearsedStatement.Result;
import dev.migration.rehearsal.Remains;

/** The members of a report. Times are in milliseconds, sizes in bytes. */
final class RehearsalJson {

    private RehearsalJson() {}

    static JsonObject members(RehearsalReport report) {
        return JsonObject.of("end", word(report.end().name()))
                .and("reason", report.reason())
                .and("attempts", report.attempts())
                .and("durationMillis", report.duration().toMillis())
                .and(
                        "revisions",
                        report.plan().steps().stream()
                                .map(step -> step.revision().id())
                                .toList())
                .and(
                        "statements",
                        report.statements().stream()
                                .map(RehearsalJson::statement)
                                .toList())
                .and("remains", remains(report.remains()));
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, Object> statement(RehearsedStatement statement) {
        JsonObject members = JsonObject.of("revision", statement.revision())
                .and("file", statement.source())
                .and("line", statement.line())
                .and("statement", statement.summary());
        result(statement.result(), members);
        return members.and("durationMillis", statement.cost().duration().toNanos() / 1e6)
                .and("wal", statement.cost().wal())
                .and("rows", statement.cost().rows())
                .and("locks", locks(statement))
                .and("rewritten", statement.rewritten())
                .and("blocked", blocked(statement))
                .map();
    }

    private static void result(Result result, JsonObject members) {
        if (result instanceof Result.LeftOut out) {
            members.and("result", "left-out").and("reason", out.reason());
            out.onCopy().ifPresent(text -> members.and("onCopy", text));
        } else if (result instanceof Result.Failed failed) {
            members.and("result", "failed").and("sqlState", failed.state()).and("reason", failed.message());
        } else if (result instanceof Result.Projected some) {
            members.and("result", "projected")
                    .and("batches", some.batches())
                    .and("batchRows", some.rows())
                    .and("estimatedRows", some.estimate())
                    .and("projectedMillis", some.projected().toMillis());
        } else {
            members.and("result", result instanceof Result.Cancelled ? "cancelled" : "ran");
        }
    }

    private static List<Map<String, Object>> locks(RehearsedStatement statement) {
        return statement.locks().stream()
                .map(lock -> JsonObject.of("mode", lock.mode().sql())
                        .and("relation", lock.relation())
                        .and("heldMillis", lock.held().toNanos() / 1e6)
                        .and("held", lock.since())
                        .map())
                .toList();
    }

    private static List<Map<String, Object>> blocked(RehearsedStatement statement) {
        return statement.blocked().stream()
                .map(session -> JsonObject.of("pid", session.pid())
                        .and("user", session.user())
                        .and("application", session.application())
                        .and("relation", session.relation())
                        .and("query", session.query())
                        .and("waitedMillis", session.waited().toMillis())
                        .map())
                .toList();
    }

    private static Map<String, Object> remains(Remains remains) {
        return JsonObject.of("wal", remains.wal())
                .and(
                        "sequences",
                        remains.sequences().stream()
                                .map(sequence -> JsonObject.of("name", sequence.name())
                                        .and("before", sequence.before())
                                        .and("after", sequence.after())
                                        .map())
                                .toList())
                .and(
                        "deadRows",
                        remains.deadRows().stream()
                                .map(dead -> JsonObject.of("table", dead.table())
                                        .and("rows", dead.rows())
                                        .map())
                                .toList())
                .and("counted", remains.counted())
                .map();
    }
}
