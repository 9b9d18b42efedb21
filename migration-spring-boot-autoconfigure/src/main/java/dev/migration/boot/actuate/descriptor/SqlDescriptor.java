package dev.migration.boot.actuate.descriptor;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.migration.Revisions;
import dev.migration.error.MigrationException;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.revision.fault.TargetException;

/**
 * What an upgrade would run, as a text for psql.
 *
 * @param from where the database has to be
 * @param to where it is then
 * @param revisions what is put on, in order
 */
public record SqlDescriptor(
        String from,
        String to,
        List<String> revisions,
        String sql,
        @Nullable String error) implements SelectionDescriptor.Part {

    /** @throws InvalidSelectionException if it cannot be written without a database */
    public static SqlDescriptor of(Revisions scripts, SqlRange range) {
        StringBuilder text = new StringBuilder();
        try {
            Plan plan = scripts.upgradeSql(range.text(), text);
            List<String> revisions = plan.steps().stream()
                    .map(Step::revision)
                    .map(revision -> revision.id())
                    .toList();
            return new SqlDescriptor(range.from(), range.to(), revisions, text.toString(), null);
        } catch (TargetException unknown) {
            throw unknown;
        } catch (MigrationException refusal) {
            throw InvalidSelectionException.illegal(refusal.problem(), refusal.remedy());
        }
    }
}
