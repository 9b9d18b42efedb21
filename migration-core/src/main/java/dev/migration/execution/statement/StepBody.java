// SPDX-License-Identifier: Apache-2.0
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
import dev.migration.script.Variables;

/** The statements or the code that a step runs. */
public sealed interface StepBody {

    /** The file or class, for messages. */
    String source();

    ScriptOptions options();

    /** Whether it is committed in one transaction, together with the rows that record it. */
    boolean fitsIntoOneTransaction();

    /** Whether it needs a session that no other client uses meanwhile. */
    default boolean needsOneSession() {
        return !fitsIntoOneTransaction();
    }

    /** Whether it contains the code of a Java revision. */
    default boolean isCode() {
        return false;
    }

    /** The number of characters of its scripts. */
    default long length() {
        return 0;
    }

    /** Its retry budget, or {@code otherwise} if its options have none. */
    default Duration retryFor(Duration otherwise) {
        return options().retryFor().orElse(otherwise);
    }

    /** Whether the statements that may run in the background wait for workers. */
    enum Queue {
        /** They run now. */
        NONE,
        /** They wait for a worker. */
        WORKERS,
        /** They wait for a person, and then for a worker. */
        APPROVAL
    }

    /**
     * A section of a script.
     *
     * @param variables their values: of the settings, or those that were stored with the section
     * @param inSegments whether it must run in segments although its text does not show it, or its segments have already begun
     */
    record Sql(SqlSection section, ScriptOptions options, Variables variables, boolean inSegments, Queue queue)
            implements StepBody {

        /** A section all statements of which run now. */
        public Sql(SqlSection section, ScriptOptions options, Variables variables, boolean inSegments) {
            this(section, options, variables, inSegments, Queue.NONE);
        }

        /** The same section; its statements that may run in the background wait for workers. */
        public Sql queued() {
            return new Sql(section, options, variables, inSegments, new Segments(options).queue(section));
        }

        @Override
        public boolean fitsIntoOneTransaction() {
            return section.oneTransaction()
                    && !section.batched()
                    && !options.statementByStatement()
                    && options.background() == ScriptOptions.Background.NO
                    && !inSegments;
        }

        /** Its batches and the statements between them are transactions; only settings need the session between them. */
        @Override
        public boolean needsOneSession() {
            boolean transactions = section.oneTransaction() && section.batched() && !options.statementByStatement();
            return !fitsIntoOneTransaction() && !(transactions && !new Segments(options).changeSettings(section));
        }

        @Override
        public long length() {
            return section.length();
        }

        /** The same section, run in segments. */
        public Sql split() {
            return new Sql(section, options, variables, true, queue);
        }

        @Override
        public String source() {
            return section.source().name();
        }
    }

    /**
     * Repeatables, after a revision in its transaction, or in a transaction of their own.
     *
     * @param revision the body of the revision; empty if the repeatables have a transaction of their own
     * @param repeatables in order; at least one without a revision
     * @param found the checksums of the applied repeatables when the plan was made, by name; empty if they are unknown
     * @param replaced the objects of repeatables to drop first, in order, because they depend on what the step drops or alters
     */
    record Repeating(
            Optional<StepBody> revision,
            List<RepeatableScript> repeatables,
            Optional<Map<String, String>> found,
            List<ReplacedObject> replaced)
            implements StepBody {

        public Repeating {
            repeatables = List.copyOf(repeatables);
            replaced = List.copyOf(replaced);
        }

        public Repeating(
                Optional<StepBody> revision, List<RepeatableScript> repeatables, Optional<Map<String, String>> found) {
            this(revision, repeatables, found, List.of());
        }

        /** Those of the repeatables that another body did not run, without the revision; empty if there are none. */
        public Optional<Repeating> without(StepBody executed) {
            List<RepeatableScript> rest = repeatables.stream()
                    .filter(script -> !(executed instanceof Repeating other
                            && other.repeatables().contains(script)))
                    .toList();
            return rest.isEmpty() ? Optional.empty() : Optional.of(new Repeating(Optional.empty(), rest, found));
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

        @Override
        public boolean isCode() {
            return revision.filter(StepBody::isCode).isPresent();
        }

        @Override
        public long length() {
            return revision.map(StepBody::length).orElse(0L)
                    + repeatables.stream()
                            .mapToLong(script -> script.section().length())
                            .sum();
        }

        /** The largest retry budget of them, because they are retried together. */
        @Override
        public Duration retryFor(Duration otherwise) {
            Stream<Duration> each = repeatables.stream()
                    .map(script -> script.options().retryFor().orElse(otherwise));
            return Stream.concat(revision.map(body -> body.retryFor(otherwise)).stream(), each)
                    .max(Duration::compareTo)
                    .orElse(otherwise);
        }
    }

    /** The code of a Java revision, which has no options of its own. */
    sealed interface JavaBody extends StepBody {

        JavaRevision revision();

        @Override
        default boolean isCode() {
            return true;
        }

        @Override
        default String source() {
            return revision().getClass().getName();
        }

        @Override
        default ScriptOptions options() {
            return ScriptOptions.NONE;
        }
    }

    /**
     * A Java revision that is called once for each batch.
     *
     * @param rows the {@code @batch} directive and the SELECT for its rows
     */
    record BatchedCode(JavaRevision revision, SqlSection rows) implements JavaBody {

        /** Its only segment. */
        public Sql segments() {
            return new Sql(rows, ScriptOptions.NONE, Variables.NONE, true);
        }

        @Override
        public boolean fitsIntoOneTransaction() {
            return false;
        }

        @Override
        public boolean needsOneSession() {
            return false;
        }
    }

    /** A Java revision. */
    record Code(JavaRevision revision) implements JavaBody {

        @Override
        public boolean fitsIntoOneTransaction() {
            return true;
        }
    }
}
