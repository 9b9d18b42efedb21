package dev.migration.event;

/**
 * Is told what happens, on the migrating thread and in order.
 *
 * <p>A listener sees events after the fact and cannot stop anything: what it throws is logged and forgotten. It should
 * return soon; while it works, the migration waits, and locks are held.
 */
@FunctionalInterface
public interface MigrationListener {

    void on(MigrationEvent event);
}
