package dev.migration.boot.actuate.descriptor;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.migration.version.HistoryEntry;

/**
 * Everything that is known about a revision.
 *
 * @param state see {@link dev.migration.boot.status.KnownGraph.State}; null when the database never answered
 * @param revises the ids of its down revisions
 * @param dependsOn the ids of what it depends on; labels are resolved
 * @param children the ids of what revises it, or depends on it
 * @param edited whether its script says something else than what was applied
 * @param source its file or class; null when there is no script here
 * @param reversible whether its script has a way back; null when there is no script here
 * @param applied the row about it; null when there is none
 * @param entries what was done about it, newest first; empty when the database does not answer
 * @param sql null when the reader may not see it
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
        @JsonInclude(JsonInclude.Include.ALWAYS) DatabaseDescriptor.@Nullable AppliedEntry applied,
        List<Entry> entries,
        @Nullable Sql sql,
        @Nullable String error)
        implements SelectionDescriptor.Part {

    /**
     * Something that was done about it, or tried.
     *
     * @param detail what the server said, or a remark; null when there is none, or the reader may not see SQL
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
            String toolVersion) {

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
                    entry.by().toolVersion());
        }
    }

    /**
     * Its sections.
     *
     * @param from {@code DATABASE}: as they were applied; {@code SCRIPT}: as the file has them
     * @param upgrade null for a revision in Java
     * @param downgrade null when it has no way back in SQL
     */
    public record Sql(
            String from, @Nullable String upgrade, @Nullable String downgrade) {}
}
