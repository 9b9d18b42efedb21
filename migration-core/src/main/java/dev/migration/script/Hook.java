package dev.migration.script;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A script that runs at an event of a migration instead of being a revision: {@code -- @hook before-revision}.
 *
 * <p>It reads {@code current_setting('migration.operation')} ({@code upgrade} or {@code downgrade}), {@code
 * current_setting('migration.revision')} (empty where no revision is meant) and, after a failure, {@code
 * current_setting('migration.error')}. Its statements fit into a transaction.
 *
 * @param event when it runs
 * @param section its statements
 */
public record Hook(Event event, SqlSection section) {

    /** When a hook runs. */
    public enum Event {
        /** Once in a run that has something to do: with the lock, in a transaction of its own, before the first revision. */
        BEFORE_UPGRADE("before-upgrade"),
        /** In a transaction of its own behind the last revision; the revisions stay when it fails. */
        AFTER_UPGRADE("after-upgrade"),
        /** Like {@link #BEFORE_UPGRADE}, of a downgrade. */
        BEFORE_DOWNGRADE("before-downgrade"),
        /** Like {@link #AFTER_UPGRADE}, of a downgrade. */
        AFTER_DOWNGRADE("after-downgrade"),
        /** In the transaction of each revision, before its script; of one that runs in pieces, when it is begun. */
        BEFORE_REVISION("before-revision"),
        /** In the transaction of each revision, behind its script; of one that runs in pieces, in the last transaction. */
        AFTER_REVISION("after-revision"),
        /** In a transaction of its own behind the rollback; its own failure is suppressed into the one that it follows. */
        AFTER_FAILURE("after-failure");

        private final String text;

        Event(String text) {
            this.text = text;
        }

        /** As it is written in a script. */
        public String text() {
            return text;
        }

        public static Optional<Event> of(String text) {
            return Arrays.stream(values())
                    .filter(event -> event.text.equals(text))
                    .findFirst();
        }

        public static List<String> texts() {
            return Arrays.stream(values()).map(Event::text).toList();
        }
    }

    /** The file it is in. */
    public String source() {
        return section.source().name();
    }
}
