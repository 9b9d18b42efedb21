// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A script that runs at an event of a migration and is not a revision: {@code -- @hook before-revision}.
 *
 * <p>A hook can read {@code current_setting('migration.operation')} ({@code upgrade} or {@code downgrade}),
 * {@code current_setting('migration.revision')} (empty if the event is not about one revision) and, after a failure,
 * {@code current_setting('migration.error')}. All its statements must be able to run in one transaction.
 *
 * @param event when it runs
 * @param section its statements
 */
public record Hook(Event event, SqlSection section) {

    /** When a hook runs. */
    public enum Event {
        /** Once in a run with pending steps: under the lock, in its own transaction, before the first revision. */
        BEFORE_UPGRADE("before-upgrade"),
        /** In its own transaction after the last revision; the revisions stay applied if it fails. */
        AFTER_UPGRADE("after-upgrade"),
        /** Like {@link #BEFORE_UPGRADE}, for a downgrade. */
        BEFORE_DOWNGRADE("before-downgrade"),
        /** Like {@link #AFTER_UPGRADE}, for a downgrade. */
        AFTER_DOWNGRADE("after-downgrade"),
        /** In the transaction of each revision, before its script; for one that runs in segments, at its start. */
        BEFORE_REVISION("before-revision"),
        /** In the transaction of each revision, after its script; for one that runs in segments, in the last one. */
        AFTER_REVISION("after-revision"),
        /** In its own transaction after the rollback; its own failure is added as suppressed to the first one. */
        AFTER_FAILURE("after-failure");

        private final String text;

        Event(String text) {
            this.text = text;
        }

        /** The event as it is written in a script. */
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

    /** The name of its file. */
    public String source() {
        return section.source().name();
    }
}
