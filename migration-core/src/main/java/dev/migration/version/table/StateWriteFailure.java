// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.migration.version.UnsafeStateTablesException;
import dev.migration.version.UnsafeStateTablesException.Fault;

/** Recognises the errors of the checks of the state tables, which the server reports as an invalid integer. */
public final class StateWriteFailure {

    private StateWriteFailure() {}

    /** The exception for a failed check of the state tables, or of the number of rows; empty for any other failure. */
    public static Optional<UnsafeStateTablesException> unsafe(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnsafeStateTablesException known) {
                return Optional.of(known);
            }
            if (cause instanceof SQLException error) {
                return unsafe(error);
            }
        }
        return Optional.empty();
    }

    private static Optional<UnsafeStateTablesException> unsafe(SQLException error) {
        return text(error, StateTableCheck.FINDING)
                .map(found -> new UnsafeStateTablesException(List.of(new Fault(
                        found
                                + ": a trigger, a rule, a policy or a child table takes part in reading or changing it, or it"
                                + " is not an ordinary table",
                        "If the revision itself makes this change, exclude the state tables from it; otherwise drop the"
                                + " trigger, rule or policy (\\d " + found + " in psql)."))))
                .or(() -> text(error, StateStatement.NOT_WRITTEN)
                        .map(rows -> new UnsafeStateTablesException(List.of(new Fault(
                                rows,
                                "Look for a trigger, a rule or a policy on the table, and for another session that"
                                        + " changed the state; start again.")))));
    }

    /** The text behind a begin that only this library writes. */
    static Optional<String> text(SQLException error, String begin) {
        String message = Optional.ofNullable(error.getMessage()).orElse("");
        int from = message.indexOf(begin);
        int to = message.lastIndexOf(StateTableCheck.END);
        return from < 0 || to < from ? Optional.empty() : Optional.of(message.substring(from + begin.length(), to));
    }
}
