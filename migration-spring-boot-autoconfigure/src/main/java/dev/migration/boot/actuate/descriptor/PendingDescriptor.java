package dev.migration.boot.actuate.descriptor;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What an upgrade would run.
 *
 * @param pending revisions, in order
 * @param repeatables the names of the repeatables behind them, in order
 */
public record PendingDescriptor(
        List<DatabaseDescriptor.PendingRevision> pending,
        List<String> repeatables,
        @Nullable String error) implements SelectionDescriptor.Part {

    public static PendingDescriptor of(DatabaseDescriptor database) {
        return new PendingDescriptor(
                database.pending(),
                database.repeatables().stream()
                        .filter(repeatable -> repeatable.state().equals("PENDING"))
                        .map(DatabaseDescriptor.RepeatableEntry::name)
                        .toList(),
                database.error());
    }
}
