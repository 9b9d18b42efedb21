// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import java.util.List;
import java.util.Optional;

import dev.migration.change.ChangeClass;
import dev.migration.revision.Revision;

/** A revision and the code that it runs. */
public sealed interface RevisionScript {

    /** The node of the graph. */
    Revision revision();

    /** The name of its file or class. */
    String source();

    /** Whether a downgrade can revert it. */
    boolean isReversible();

    /** The hash of the tokens of its upgrade section; empty for a Java revision. */
    Optional<String> checksum();

    /** The names of the repeatables that it drops or changes: they are applied again after it. */
    List<String> reapply();

    /** The faults of its downgrade. */
    List<ScriptFault> downgradeFaults();

    /** The same code as another node of the graph. */
    RevisionScript with(Revision other);

    /**
     * An SQL script.
     *
     * @param downgradeFaults the faults of the downgrade section: they refuse a downgrade of this revision, and an upgrade, but nothing
     *     else once the revision is applied
     */
    record Sql(
            Revision revision,
            ScriptOptions options,
            SqlSection upgrade,
            Optional<SqlSection> downgrade,
            Optional<String> checksum,
            List<String> reapply,
            List<ScriptFault> downgradeFaults)
            implements RevisionScript {

        public Sql {
            downgradeFaults = List.copyOf(downgradeFaults);
        }

        @Override
        public String source() {
            return upgrade.source().name();
        }

        @Override
        public boolean isReversible() {
            return downgrade.isPresent();
        }

        @Override
        public Sql with(Revision other) {
            return new Sql(other, options, upgrade, downgrade, checksum, reapply, downgradeFaults);
        }
    }

    /**
     * A Java class.
     *
     * @param allow the findings of a lint that it accepts, each with its reason
     * @param change the class that it states
     * @param batch the {@code @batch} directive and the SELECT of its header; empty if its upgrade is called once
     */
    record Java(
            Revision revision,
            JavaRevision code,
            List<String> reapply,
            List<String> allow,
            ChangeClass change,
            Optional<SqlSection> batch)
            implements RevisionScript {

        @Override
        public String source() {
            return code.getClass().getName();
        }

        @Override
        public boolean isReversible() {
            return code instanceof ReversibleJavaRevision;
        }

        @Override
        public Optional<String> checksum() {
            return Optional.empty();
        }

        @Override
        public List<ScriptFault> downgradeFaults() {
            return List.of();
        }

        @Override
        public Java with(Revision other) {
            return new Java(other, code, reapply, allow, change, batch);
        }
    }
}
