// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import dev.migration.boot.status.FailureFacts;
import dev.migration.version.HistoryEntry;

/**
 * Everything that is known about a revision.
 *
 * @param state the name of a {@link dev.migration.boot.status.KnownGraph.State}; null if the database has never answered
 * @param revises the ids of its down revisions
 * @param dependsOn the ids of its dependencies; labels are resolved
 * @param children the ids of the revisions that revise it or depend on it
 * @param branches its branch labels
 * @param replaces the ids of the revisions that it replaces
 * @param created when its script was created; null if the script does not record this
 * @param edited whether its script was edited after it was applied
 * @param source its file or class; null if there is no script here
 * @param reversible whether its script has a downgrade; null if there is no script here
 * @param applied its row in the state table; null if there is none
 * @param entries its history, newest first; empty if the database does not answer
 * @param sql its SQL; null if there is none, or the reader may not see it
 * @param failure why the values may be outdated; null if they are current
 */
public record RevisionDescriptor(
        String revision,
        String message,
        @Nullable String state,
        List<String> revises,
        List<String> dependsOn,
        List<String> children,
        List<String> branches,
        List<String> replaces,
        @Nullable Instant created,
        boolean edited,
        @Nullable String source,
        @Nullable Boolean reversible,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable AppliedEntry applied,
        List<Entry> entries,
        @Nullable Sql sql,
        @JsonUnwrapped @Nullable ReadFailure failure)
        implements SelectionDescriptor.Part {

    /**
     * An entry of the history: an operation on the revision.
     *
     * @param at when the operation ended, by the clock of the database
     * @param operation the kind of operation, such as {@code UPGRADE}
     * @param outcome such as {@code APPLIED} or {@code FAILED}
     * @param detail the message of the server, or a note; null if there is none, or the reader may not see SQL
     * @param doneBy the database user
     * @param failure where it failed; without facts if it did not
     */
    public record Entry(
            Instant at,
            String operation,
            String outcome,
            @Nullable String detail,
            long durationMillis,
            String doneBy,
            String host,
            String application,
            String toolVersion,
            @JsonUnwrapped FailureFacts failure) {

        public static Entry of(HistoryEntry entry, boolean sql) {
            return new Entry(
                    entry.at(),
                    entry.operation(),
                    entry.outcome(),
                    sql ? entry.detail().orElse(null) : null,
                    entry.duration().toMillis(),
                    entry.by().user(),
                    entry.by().host(),
                    entry.by().application(),
                    entry.by().toolVersion(),
                    FailureFacts.ofAttempt(entry));
        }
    }

    /**
     * The sections of the revision.
     *
     * @param from {@code DATABASE} for the applied SQL, {@code SCRIPT} for the SQL of the file
     * @param upgrade the SQL of the upgrade; null for a revision in Java
     * @param downgrade the SQL of the downgrade; null if there is none
     */
    public record Sql(
            String from, @Nullable String upgrade, @Nullable String downgrade) {}
}
