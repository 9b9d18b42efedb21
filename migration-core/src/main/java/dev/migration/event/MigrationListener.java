package dev.migration.event;

/**
 * Is told what happens while a command runs.
 *
 * <ul>
 *   <li><b>Thread:</b> the one that called the command, one event after the other. A listener of several migrators, or of one
 *       that several threads use, is called by each of them.
 *   <li><b>Order:</b> listeners hear each event in the order in which they were added; in Spring Boot that is {@code @Order},
 *       and the log comes first.
 *   <li><b>Failures:</b> what a listener throws is logged and forgotten; the listeners after it hear the event, and the
 *       migration goes on. A listener sees events after the fact and stops nothing; {@code Migrator.stop} does, also from here.
 *   <li><b>Time:</b> while a listener works, the migration waits, and locks may be held. It returns soon, and does not wait
 *       for something that the migration holds.
 *   <li><b>Events:</b> a run that has nothing to do tells of {@link MigrationEvent.NothingToDo} only, one that has of {@link
 *       MigrationEvent.Started} once and of {@link MigrationEvent.Finished} or {@link MigrationEvent.Failed} once, however many
 *       sessions it takes. Each step tells of {@link MigrationEvent.RevisionStarted}, again when another session goes on with
 *       it, and in the end of {@link MigrationEvent.RevisionFinished} or {@link MigrationEvent.RevisionFailed}. A run that fails
 *       before its first step, for want of a connection or because a revision has no way back, tells of none of these.
 * </ul>
 *
 * What is committed at that moment stands at each event.
 */
@FunctionalInterface
public interface MigrationListener {

    void on(MigrationEvent event);

    /**
     * The listener of one database, where an application has several; asked once for each, before its first command. Events do
     * not say whose they are: a listener that must know returns another for each name.
     *
     * @param database what operators call it, {@code primary} where there is only one
     */
    default MigrationListener forDatabase(String database) {
        return this;
    }

    /**
     * The listener of one tenant, where the same revisions run in many schemas; asked once for each tenant and run. Several
     * tenants run at once, each on a thread of its own.
     *
     * @param tenant the schema's name
     */
    default MigrationListener forTenant(String tenant) {
        return this;
    }
}
