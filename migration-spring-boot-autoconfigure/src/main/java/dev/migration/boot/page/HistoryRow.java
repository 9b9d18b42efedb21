// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import dev.migration.boot.actuate.descriptor.AppliedEntry;
import dev.migration.boot.status.KnownGraph;
import dev.migration.version.FailureDetail;
import dev.migration.version.HistoryEntry;

/**
 * A row of the history on the page: a revision that is applied, or an operation that failed or reverted a revision.
 *
 * @param outcome such as {@code applied} or {@code downgrade failed}
 * @param failure what failed; empty if nothing did
 */
record HistoryRow(
        String revision,
        String message,
        String outcome,
        Instant at,
        Duration duration,
        String by,
        Optional<FailureDetail> failure) {

    /**
     * The rows, newest first.
     *
     * @param applied the applied revisions, newest first
     * @param entries the last entries of the history in the database
     */
    static List<HistoryRow> of(List<AppliedEntry> applied, List<HistoryEntry> entries, KnownGraph graph) {
        Stream<HistoryRow> others = entries.stream()
                .filter(entry -> entry.isFailure() || entry.outcome().equals("REVERTED"))
                .map(entry -> of(entry, graph));
        return Stream.concat(others, applied.stream().map(HistoryRow::of))
                .sorted(Comparator.comparing(HistoryRow::at).reversed())
                .toList();
    }

    boolean isFailure() {
        return outcome.endsWith("failed");
    }

    private static HistoryRow of(AppliedEntry applied) {
        return new HistoryRow(
                applied.revision(),
                applied.message(),
                applied.state().toLowerCase(Locale.ROOT),
                applied.appliedAt(),
                Duration.ofMillis(applied.durationMillis()),
                applied.appliedBy(),
                Optional.empty());
    }

    private static HistoryRow of(HistoryEntry entry, KnownGraph graph) {
        boolean upgrade = entry.operation().equals("UPGRADE") || !entry.isFailure();
        String operation = upgrade ? "" : entry.operation().toLowerCase(Locale.ROOT) + " ";
        return new HistoryRow(
                entry.revision(),
                graph.find(entry.revision())
                        .map(node -> node.revision().message())
                        .orElse(""),
                operation + entry.outcome().toLowerCase(Locale.ROOT),
                entry.at(),
                entry.duration(),
                entry.by().user(),
                entry.failure());
    }
}
