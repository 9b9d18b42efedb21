// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.status;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.migration.error.MigrationException;
import dev.migration.version.FailureDetail;
import dev.migration.version.HistoryEntry;

/**
 * What programs ask about a failure, with the names that {@code --json} has; every reader may see it.
 *
 * @param revision the id of the revision; null if the failure is not that of one
 * @param file the file or class; null if it is not known
 * @param line the line, from 1; null if it is not known
 * @param column the column in characters, from 1; null if it is not known
 * @param sqlState the SQLSTATE; null if the failure did not come from the server or the driver
 */
public record FailureFacts(
        @Nullable String revision,
        @Nullable String file,
        @Nullable Integer line,
        @Nullable Integer column,
        @Nullable String sqlState) {

    /** Nothing is known. */
    public static final FailureFacts NONE = new FailureFacts(null, null, null, null, null);

    static FailureFacts of(Throwable failure) {
        Map<String, Object> facts = failure instanceof MigrationException known ? known.facts() : Map.of();
        return new FailureFacts(
                text(facts.get("revision")),
                text(facts.get("file")),
                number(facts.get("line")),
                number(facts.get("column")),
                Optional.ofNullable(text(facts.get("sqlState")))
                        .or(() -> sqlState(failure))
                        .orElse(null));
    }

    /** The facts of a failed attempt; the message of its entry has them. */
    public static FailureFacts of(HistoryEntry entry) {
        Optional<FailureDetail> detail = entry.failure();
        return new FailureFacts(
                entry.revision(),
                detail.flatMap(FailureDetail::file).orElse(null),
                detail.flatMap(FailureDetail::line).orElse(null),
                detail.flatMap(FailureDetail::column).orElse(null),
                detail.flatMap(FailureDetail::sqlState).orElse(null));
    }

    /** The same without the revision, for an entry of its history; {@link #NONE} for an attempt that did not fail. */
    public static FailureFacts ofAttempt(HistoryEntry entry) {
        FailureFacts facts = of(entry);
        return new FailureFacts(null, facts.file, facts.line, facts.column, facts.sqlState);
    }

    private static Optional<String> sqlState(Throwable failure) {
        for (Throwable next = failure; next != null; next = next.getCause()) {
            if (next instanceof SQLException sql && sql.getSQLState() != null) {
                return Optional.of(sql.getSQLState());
            }
        }
        return Optional.empty();
    }

    private static @Nullable String text(@Nullable Object fact) {
        return fact instanceof String text && !text.isEmpty() ? text : null;
    }

    private static @Nullable Integer number(@Nullable Object fact) {
        return fact instanceof Integer number && number > 0 ? number : null;
    }
}
