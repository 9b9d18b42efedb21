// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.migration.execution.state.RepeatableState;
import dev.migration.revision.Repeatable;
import dev.migration.version.AppliedRepeatable;

/**
 * A repeatable compared with the database.
 *
 * @param name its name
 * @param checksum of the applied text; empty when no text is applied, or when a revision dropped or changed the object since
 * @param appliedAt when it was applied last, by the database's clock
 */
public record RepeatableStatus(String name, State state, Optional<String> checksum, Optional<Instant> appliedAt) {

    /** The state of a repeatable. */
    public enum State {
        /** The text of the script is applied. */
        APPLIED,
        /** The next upgrade to the heads applies it. */
        PENDING,
        /** A newer application applied another text, or dropped the object; it is not changed. */
        AHEAD,
        /** Applied, without a script here. */
        UNKNOWN
    }

    /** Returns those with a script, in the order in which they are applied, then those without. */
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
