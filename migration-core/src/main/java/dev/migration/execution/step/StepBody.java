package dev.migration.execution.step;

import dev.migration.script.JavaRevision;
import dev.migration.script.ScriptOptions;
import dev.migration.script.SqlSection;

/** What a step runs. */
public sealed interface StepBody {

    /** The file or class, for messages. */
    String source();

    ScriptOptions options();

    /** Whether it is committed as a whole, together with the rows about it. */
    boolean fitsIntoOneTransaction();

    record Sql(SqlSection section, ScriptOptions options) implements StepBody {

        @Override
        public boolean fitsIntoOneTransaction() {
            return section.oneTransaction() && !options.statementByStatement();
        }

        @Override
        public String source() {
            return section.source().name();
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
