// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.migration.version.RevisionState;
import dev.migration.version.RevisionState.State;

/** What {@link RevisionState} says about a row, as SQL: a state of a newer version counts as applied here as it does there. */
public final class StateConditions {

    /** Whether a row counts as applied. */
    public static final String APPLIED =
            "state OPERATOR(pg_catalog.<>) ALL (" + words(state -> !state.isApplied()) + ")";

    /** Whether some of the segments of a row are not done. */
    public static final String INTERRUPTED =
            "state OPERATOR(pg_catalog.=) ANY (" + words(RevisionState::isInterrupted) + ")";

    /** Whether the upgrade of a row has begun, and the row does not count as applied. */
    public static final String BEGUN = "state OPERATOR(pg_catalog.=) ANY (" + words(state -> !state.isApplied()) + ")";

    /** Whether workers run the rest of a row in the background. */
    public static final String BACKGROUND =
            "state OPERATOR(pg_catalog.=) ANY (" + words(RevisionState::isInBackground) + ")";

    /** Whether a row is the row of a revision. A newer version may write rows with other keys. */
    public static final String REVISION =
            "type OPERATOR(pg_catalog.<>) 'REPEATABLE'" + " AND revision OPERATOR(pg_catalog.~) '^[A-Za-z0-9_.]+$'";

    private StateConditions() {}

    private static String words(Predicate<RevisionState> condition) {
        return Arrays.stream(State.values())
                .filter(state -> condition.test(new RevisionState(state, 0)))
                .map(State::name)
                .collect(Collectors.joining(",", "'{", "}'"));
    }
}
