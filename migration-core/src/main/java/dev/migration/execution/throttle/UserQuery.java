// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.throttle;

import java.util.Optional;
import java.util.Set;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;

import dev.migration.execution.report.BatchProblem;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.ServerErrors;

/**
 * The query of {@code hold-if}.
 *
 * @param sql a query for one value: true, or a text that says why, means hold; false, NULL, an empty text or no row means go on
 */
record UserQuery(String sql) {

    private static final Set<String> TRUE = Set.of("t", "true");
    private static final Set<String> GO_ON = Set.of("", "f", "false");

    Optional<String> reason(JdbcOperations jdbc) throws BatchProblem {
        try {
            return jdbc
                    .query(
                            sql,
                            (row, number) ->
                                    Optional.ofNullable(row.getString(1)).orElse(""))
                    .stream()
                    .findFirst()
                    .filter(value -> !GO_ON.contains(value))
                    .map(value -> TRUE.contains(value) ? "hold-if is true" : value);
        } catch (DataAccessException failure) {
            if (RetryClass.of(failure) != RetryClass.NONE) {
                throw failure;
            }
            throw ServerErrors.in(failure)
                    .map(error -> new BatchProblem(
                            "the query of 'hold-if' fails: " + ServerErrors.describe(error),
                            ServerErrors.stateOf(error),
                            "Correct 'hold-if' in '@batch' or migration.batch.hold-if: a SELECT of one value. Then start again;"
                                    + " the batches before it are committed.",
                            error))
                    .orElseThrow(() -> failure);
        }
    }
}
