// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import dev.migration.execution.report.SqlStateRemedies;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.SegmentCursor;
import dev.migration.execution.statement.StepStatement;
import dev.migration.plan.Step;
import dev.migration.sql.Quoting;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementWords;
import dev.migration.sql.section.ConformingStrings;
import dev.migration.version.table.SegmentSettings;

/**
 * Continues a script in another session with the settings that it had in the session before. The segments that are done are read
 * again, not run again: their effect on the settings is in the state table.
 */
final class ResumedSettings {

    private final MigrationSession session;
    private final RunContext context;
    private final Step step;
    private Optional<ConformingStrings> reading;
    private boolean mayBeLocal;

    /** The statements that show a setting: they run again if a row has no settings, because another program wrote it. */
    private final List<StepStatement.Scripted> shown = new ArrayList<>();

    /** @param continues whether segments are done */
    ResumedSettings(MigrationSession session, RunContext context, Step step, boolean continues) {
        this.session = session;
        this.context = context;
        this.step = step;
        this.reading = continues ? Optional.of(new ConformingStrings()) : Optional.empty();
    }

    /** Whether a backslash is an ordinary character, as the text of the segments that are done says; empty after them. */
    Optional<Boolean> readingAgain() {
        return reading.map(ConformingStrings::areOn);
    }

    /** Reads the current statement, which is done. */
    void passed(SegmentCursor done, boolean lastSegment) throws Exception {
        SqlStatement statement = done.statement();
        reading.ifPresent(strings -> strings.statement(statement.text()));
        if (setsSession(StatementWords.of(statement.text()))) {
            shown.add(done.scripted());
        }
        String text = statement.text().toLowerCase(Locale.ROOT);
        mayBeLocal |= lastSegment && (text.contains("local") || text.contains("set_config"));
    }

    /** Restores the settings before the first statement that is not done. */
    void restore(SegmentCursor next, StatementPipeline pipeline) throws Exception {
        if (reading.isEmpty()) {
            return;
        }
        SegmentSettings stored = session.state(context.tables()).segmentSettings(step.revision());
        if (!stored.confirmed() && mayBeLocal) {
            throw unclear(
                    next,
                    "the session ended directly after the commit of the segment before this statement, and it is"
                            + " unknown which of its settings were those of its transaction only: "
                            + stored.values().keySet());
        }
        stored.values()
                .forEach((name, value) -> pipeline.buffer(new StepStatement.Settings(
                        "SELECT pg_catalog.set_config(" + Quoting.literal(name) + ", " + Quoting.literal(value)
                                + ", false)",
                        set -> {})));
        if (stored.values().isEmpty()) {
            shown.forEach(pipeline::buffer);
        }
        pipeline.flush();
        boolean read = readingAgain().orElseThrow();
        reading = Optional.empty();
        if (read != pipeline.readsBackslashesAsTheyAre()
                && next.statement().text().indexOf('\\') >= 0) {
            throw unclear(
                    next, "standard_conforming_strings was changed before it, and the script does not show where");
        }
    }

    private static boolean setsSession(List<String> words) {
        boolean local = words.size() > 1
                && Set.of("local", "transaction", "constraints").contains(words.get(1));
        return !words.isEmpty()
                && (words.get(0).equals("reset") || (words.get(0).equals("set") && !local));
    }

    private static StatementFailure unclear(SegmentCursor next, String reason) throws Exception {
        return next.scripted().failure(reason, SqlStateRemedies.AMBIGUOUS);
    }
}
