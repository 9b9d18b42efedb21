// SPDX-License-Identifier: Apache-2.0
package dev.migration.event;

/**
 * Receives the events of a command.
 *
 * <ul>
 *   <li><b>Thread:</b> the thread that called the command, one event after the other. A listener of several migrators, or of a
 *       migrator that several threads use, is called by each of these threads.
 *   <li><b>Order:</b> listeners receive each event in the order in which they were added. In Spring Boot that is the order of
 *       {@code @Order}; the log comes first.
 *   <li><b>Failures:</b> an exception of a listener is logged. The listeners after it receive the event, and the migration
 *       continues. A listener cannot prevent a step; to stop the migration, it may call {@code Migrator.stop}.
 *   <li><b>Time:</b> the migration waits for the listener and may hold locks. A listener must return quickly, and must not wait
 *       for a lock that the migration holds.
 *   <li><b>Events:</b> a run with an empty plan publishes only {@link MigrationEvent.NothingToDo}. Any other run publishes
 *       {@link MigrationEvent.Started} once, and {@link MigrationEvent.Finished} or {@link MigrationEvent.Failed} once, however
 *       many sessions it uses. Each step publishes {@link MigrationEvent.RevisionStarted}, again if another session continues it,
 *       and at its end {@link MigrationEvent.RevisionFinished} or {@link MigrationEvent.RevisionFailed}. A run that fails before
 *       its first step, for example because there is no connection or because a revision has no downgrade, publishes none of
 *       these.
 * </ul>
 *
 * The documentation of each event says what is committed when it is published.
 */
@FunctionalInterface
public interface MigrationListener {

    void on(MigrationEvent event);

    /**
     * Returns the listener of one database of an application that has several. Called once for each database, before its first
     * command. Events do not name their database: a listener that needs the name returns another listener for each database.
     *
     * @param database the name of the database, {@code primary} if there is only one
     */
    default MigrationListener forDatabase(String database) {
        return this;
    }

    /**
     * Returns the listener of one tenant, where the same revisions run in many schemas. Called once for each tenant and run.
     * Several tenants run concurrently, each on a thread of its own.
     *
     * @param tenant the name of the schema
     */
    default MigrationListener forTenant(String tenant) {
        return this;
    }
}
