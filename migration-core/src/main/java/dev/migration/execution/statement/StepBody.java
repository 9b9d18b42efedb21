package dev.migration.execution.statement;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.migration.script.JavaRevision;
import dev.migration.script.RepeatableScript;
import dev.migration.script.ScriptOptions;
import dev.migration.script.SqlSection;

/** What a step runs. */
public sealed interface StepBody {

    /** The file or class, for messages. */
    String source();

    ScriptOptions options();

    /** Whether it is committed as a whole, together with the rows about it. */
    boolean fitsIntoOneTransaction();

    /** How long it is tried, when the settings say {@code otherwise}. */
    default Duration retryFor(Duration otherwise) {
        return options().retryFor().orElse(otherwise);
    }

    /**
     * A section of a script.
     *
     * @param inPieces whether it is known to need them although its text does not show it, or runs in them already
     */
    record Sql(SqlSection section, ScriptOptions options, boolean inPieces) implements StepBody {

        @Override
        public boolean fitsIntoOneTransaction() {
            return section.oneTransaction() && !options.statementByStatement() && !inPieces;
        }

        /** The same, run in pieces. */
        public Sql cut() {
            return new Sql(section, options, true);
        }

        @Override
        public String source() {
            return section.source().name();
        }
    }

    /**
     * Repeatables, behind a revision in its transaction or in one of their own.
     *
     * @param revision what the revision runs; empty when they have a transaction of their own
     * @param repeatables in order; at least one
     * @param found the checksums of what was applied when the plan was made, by name; empty when nobody knows
     */
    record Repeating(
            Optional<StepBody> revision, List<RepeatableScript> repeatables, Optional<Map<String, String>> found)
            implements StepBody {

        /** The same without the revision. */
        public Repeating apart() {
            return new Repeating(Optional.empty(), repeatables, found);
        }

        @Override
        public String source() {
            return revision.map(StepBody::source)
                    .orElseGet(() -> repeatables.get(0).source());
        }

        @Override
        public ScriptOptions options() {
            return revision.map(StepBody::options).orElse(ScriptOptions.NONE);
        }

        @Override
        public boolean fitsIntoOneTransaction() {
            return true;
        }

        /** As long as the most patient of them; whoever is in the way of one is in the way of all. */
        @Override
        public Duration retryFor(Duration otherwise) {
            Stream<Duration> each = repeatables.stream()
                    .map(script -> script.options().retryFor().orElse(otherwise));
            return Stream.concat(revision.map(body -> body.retryFor(otherwise)).stream(), each)
                    .max(Duration::compareTo)
                    .orElse(otherwise);
        }
    }

    record Code(JavaRevision revision) implements StepBody {

        @Override
        public String source() {
            return revision.getClass().getName();
        }

        @Override
        public ScriptOptions options() {
            return ScriptOptions.NONE;
        }

        @Override
        public boolean fitsIntoOneTransaction() {
            return true;
        }
    }
}
