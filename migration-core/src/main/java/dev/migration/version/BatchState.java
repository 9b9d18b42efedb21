// SPDX-License-Identifier: Apache-2.0
package dev.migration.version;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The row of a statement that runs in batches.
 *
 * @param table the qualified name of its table
 * @param key the columns of its key, as the script writes them
 * @param statement the hash of the statement that runs
 * @param state what it does now
 * @param last the key up to which its rows are done, as JSON; empty before the first batch of a pass
 * @param max the largest key when it began; empty if the table had no row
 * @param pass how many times it has begun with the first row
 * @param rows what it has done
 * @param size the number of rows of the next batch
 * @param errors the number of rows that failed and were set aside
 * @param own the transactions of a batch by blocks
 */
public record BatchState(
        String table,
        List<String> key,
        String statement,
        State state,
        Optional<String> last,
        Optional<String> max,
        int pass,
        Rows rows,
        int size,
        int errors,
        String own) {

    /** The words of the column {@code state}. */
    public enum State {
        RUNNING,
        PAUSED,
        FAILED,
        CANCELLED,
        DONE;

        /** A word of a newer version, or of a hand, means that nothing runs until somebody has looked. */
        public static State of(String word) {
            return Arrays.stream(values())
                    .filter(state -> state.name().equals(word))
                    .findFirst()
                    .orElse(PAUSED);
        }
    }

    /**
     * Numbers of rows.
     *
     * @param estimate how many rows the table had at the begin, about
     * @param passed how many rows the ranges contained that are done
     * @param changed how many rows the statement changed
     * @param kept how many of these still satisfy its filter
     */
    public record Rows(long estimate, long passed, long changed, long kept) {}

    public BatchState {
        key = List.copyOf(key);
    }

    /** The state after the rows up to a key, which is in the database. */
    public BatchState after(String key, Rows done, String transactions) {
        return new BatchState(
                table, this.key, statement, state, Optional.of(key), max, pass, done, size, errors, transactions);
    }

    /** The state after a row was set aside. */
    public BatchState withError() {
        return withErrors(errors + 1);
    }

    /** The state with this number of rows that are set aside. */
    public BatchState withErrors(int number) {
        return new BatchState(table, key, statement, state, last, max, pass, rows, size, number, own);
    }

    /** The same with another number of rows in a batch. */
    public BatchState of(int otherSize) {
        return new BatchState(table, key, statement, state, last, max, pass, rows, otherSize, errors, own);
    }

    /** The same rows in another state. */
    public BatchState in(State other) {
        return new BatchState(table, key, statement, other, last, max, pass, rows, size, errors, own);
    }

    /** The state at the begin of another pass. */
    public BatchState again(String end) {
        return new BatchState(
                table,
                key,
                statement,
                state,
                Optional.empty(),
                Optional.of(end),
                pass + 1,
                new Rows(rows.estimate(), 0, rows.changed(), rows.kept()),
                size,
                errors,
                own);
    }

    /** Whether all ranges of this pass are done. */
    public boolean isAtEnd() {
        return max.isEmpty() || last.equals(max);
    }
}
