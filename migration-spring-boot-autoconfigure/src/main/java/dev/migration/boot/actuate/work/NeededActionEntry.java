// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.work;

import org.jspecify.annotations.Nullable;

import dev.migration.NeededAction;

/**
 * Something that does not go on until a person acts.
 *
 * @param reason the name of a {@link NeededAction.Reason}
 * @param revision the full id of the revision
 * @param problem a sentence without SQL
 * @param detail the message of the failure; null if there is none, or for a reader who may not see SQL
 * @param remedy what to type next
 */
public record NeededActionEntry(
        String reason,
        String revision,
        String problem,
        @Nullable String detail,
        String remedy) {

    /** @param sql whether the reader may see SQL and messages of the server */
    public static NeededActionEntry of(NeededAction action, boolean sql) {
        return new NeededActionEntry(
                action.reason().name(),
                action.revision(),
                action.problem(),
                action.detail().filter(text -> sql).orElse(null),
                action.remedy());
    }
}
