// SPDX-License-Identifier: Apache-2.0
package dev.migration.trace;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one statement did.
 *
 * @param transaction the number of its transaction in the trace; 0 if it ran outside one
 * @param duration its time, with the round trip
 * @param held from its beginning until its locks were released
 * @param relations those that it locked or changed
 * @param objects changed objects that belong to no relation
 * @param settings settings of the session after it
 */
public record StatementTrace(
        TracedStatement statement,
        int transaction,
        Duration duration,
        Duration held,
        List<RelationTrace> relations,
        List<CatalogChange> objects,
        List<ServerMessage> messages,
        SessionValues settings) {

    /**
     * Settings of the session.
     *
     * @param lockTimeout {@code lock_timeout} in milliseconds
     * @param serverVersion such as 180001
     */
    public record SessionValues(long lockTimeout, int serverVersion) {}

    public StatementTrace {
        relations = List.copyOf(relations);
        objects = List.copyOf(objects);
        messages = List.copyOf(messages);
    }

    public boolean isInTransaction() {
        return transaction > 0;
    }

    /** Those of the relations that existed before the first revision of the trace. */
    public Stream<RelationTrace> existing() {
        return relations.stream().filter(RelationTrace::existedBefore);
    }

    /** The trace of a relation, if the statement locked or changed it. */
    public Optional<RelationTrace> relation(long oid) {
        return relations.stream().filter(relation -> relation.oid() == oid).findFirst();
    }

    StatementTrace heldFor(Duration time) {
        return new StatementTrace(statement, transaction, duration, time, relations, objects, messages, settings);
    }
}
