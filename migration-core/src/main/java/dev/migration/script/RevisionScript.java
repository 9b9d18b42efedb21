package dev.migration.script;

import dev.migration.revision.Revision;
import java.util.List;
import java.util.Optional;

/** A revision together with what it runs. */
public sealed interface RevisionScript {

    /** What the graph sees of it. */
    Revision revision();

    /** The file or class it is in. */
    String source();

    /** Whether a downgrade can take it off. */
    boolean isReversible();

    /** The hash of its upgrade section's tokens; a Java revision has none. */
    Optional<String> checksum();

    /** The repeatables that it drops or changes: they are applied again behind it. */
    List<String> reapply();

    /** An SQL script. */
    record Sql(
            Revision revision,
            ScriptOptions options,
            SqlSection upgrade,
            Optional<SqlSection> downgrade,
            Optional<String> checksum,
            List<String> reapply)
            implements RevisionScript {

        @Override
        public String source() {
            return upgrade.source().name();
        }

        @Override
        public boolean isReversible() {
            return downgrade.isPresent();
        }
    }

    /** A Java class. */
    record Java(Revision revision, JavaRevision code, List<String> reapply) implements RevisionScript {

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
    }
}
