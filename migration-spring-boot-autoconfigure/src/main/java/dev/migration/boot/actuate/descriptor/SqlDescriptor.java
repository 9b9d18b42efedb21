// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import dev.migration.Revisions;
import dev.migration.error.MigrationException;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.revision.fault.TargetException;

/**
 * The SQL of an upgrade as a text for psql; needs no database.
 *
 * @param from the target at which the database must be
 * @param to the target at which the database is afterwards
 * @param revisions the revisions that the text applies, in order
 * @param sql the text
 * @param failure always null
 */
public record SqlDescriptor(
        String from,
        String to,
        List<String> revisions,
        String sql,
        @JsonUnwrapped @Nullable ReadFailure failure) implements SelectionDescriptor.Part {

    /**
     * Writes the SQL of a range.
     *
     * @throws InvalidSelectionException if the SQL cannot be written without a database
     */
    public static SqlDescriptor of(Revisions scripts, SqlRange range) {
        StringBuilder text = new StringBuilder();
        try {
            Plan plan = scripts.shownUpgradeSql(range.text(), text);
            List<String> revisions = plan.steps().stream()
                    .map(Step::revision)
                    .map(revision -> revision.id())
                    .toList();
            return new SqlDescriptor(range.from(), range.to(), revisions, text.toString(), null);
        } catch (TargetException unknown) {
            throw unknown;
        } catch (MigrationException refusal) {
            throw InvalidSelectionException.invalid(refusal.problem(), refusal.remedy());
        }
    }
}
