// SPDX-License-Identifier: Apache-2.0
package dev.migration.survival;

import java.util.List;
import java.util.Map;

import dev.migration.rehearsal.RehearsalReport;

/**
 * What a release will live through.
 *
 * @param rehearsal of the upgrade; if it did not reach its end, the findings are those of its revisions until then
 * @param judged how many statements could be prepared before the upgrade
 * @param broken statements that cannot be prepared afterwards
 * @param failing INSERTs that can be prepared, and always fail when they run
 * @param risks what may refuse rows that the statements write
 * @param unjudged statements that cannot be prepared before the upgrade either
 * @param omitted how many recorded statements were not looked at, by reason
 */
public record SurvivalReport(
        RehearsalReport rehearsal,
        int judged,
        List<Broken> broken,
        List<Failing> failing,
        List<Risk> risks,
        List<Unjudged> unjudged,
        Map<String, Integer> omitted) {

    public SurvivalReport {
        broken = List.copyOf(broken);
        failing = List.copyOf(failing);
        risks = List.copyOf(risks);
        unjudged = List.copyOf(unjudged);
        omitted = Map.copyOf(omitted);
    }

    /**
     * A statement that breaks.
     *
     * @param revision the last revision that breaks it; empty for repeatables after the last revision
     * @param state the SQLSTATE
     * @param position of the error in its text, in characters from 1; 0 if the server names none
     */
    public record Broken(RecordedStatement statement, String revision, String state, String message, int position) {}

    /**
     * An INSERT that leaves out a column which must have a value.
     *
     * @param column with its table
     */
    public record Failing(RecordedStatement statement, String revision, String column, String reason) {}

    /**
     * A condition that may refuse rows.
     *
     * @param statements those that write into its table
     */
    public record Risk(String revision, String description, List<RecordedStatement> statements) {

        public Risk {
            statements = List.copyOf(statements);
        }
    }

    /** A statement about which nothing is known. */
    public record Unjudged(RecordedStatement statement, String state, String message) {}

    /** Whether the release keeps running, as far as this can be known. */
    public boolean survives() {
        return broken.isEmpty() && failing.isEmpty();
    }
}
