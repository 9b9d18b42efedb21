package dev.migration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.migration.execution.state.RepeatableState;
import dev.migration.revision.Repeatable;
import dev.migration.version.AppliedRepeatable;

/**
 * How a repeatable stands to the database.
 *
 * @param checksum of what is applied; empty when nothing is, or when a revision dropped or changed it since
 * @param appliedAt when it was applied last, by the database's clock
 */
public record RepeatableStatus(String name, State state, Optional<String> checksum, Optional<Instant> appliedAt) {

    /** A state in a word. */
    public enum State {
        /** The database has this text. */
        APPLIED,
        /** The next upgrade to the heads applies it. */
        PENDING,
        /** A newer application applied another text, or knows better that there is none; it is left alone. */
        AHEAD,
        /** Applied, and there is no script here any more. */
        UNKNOWN
    }

    /** Those with a script in the order in which they are applied, then those without. */
    static List<RepeatableStatus> of(RepeatableState repeatables, List<Repeatable> pending) {
        Stream<RepeatableStatus> scripted = repeatables.scripted().stream()
                .map(repeatable -> of(repeatable, repeatables.find(repeatable.name()), pending.contains(repeatable)));
        Stream<RepeatableStatus> unknown =
                repeatables.unknown().stream().map(applied -> of(applied.name(), State.UNKNOWN, Optional.of(applied)));
        return Stream.concat(scripted, unknown).toList();
    }

    private static RepeatableStatus of(Repeatable repeatable, Optional<AppliedRepeatable> row, boolean pending) {
        boolean same = row.flatMap(AppliedRepeatable::checksum)
                .filter(repeatable.checksum()::equals)
                .isPresent();
        State state = same ? State.APPLIED : State.AHEAD;
        return of(repeatable.name(), pending ? State.PENDING : state, row);
    }

    private static RepeatableStatus of(String name, State state, Optional<AppliedRepeatable> row) {
        return new RepeatableStatus(
                name, state, row.flatMap(AppliedRepeatable::checksum), row.map(AppliedRepeatable::at));
    }
}
