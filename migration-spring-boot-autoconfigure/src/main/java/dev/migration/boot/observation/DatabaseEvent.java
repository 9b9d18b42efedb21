package dev.migration.boot.observation;

import java.util.Optional;

import org.springframework.context.PayloadApplicationEvent;

import dev.migration.event.MigrationEvent;

/**
 * What happened, and to which database: {@code @EventListener void on(DatabaseEvent<MigrationEvent.Finished> finished)}. Methods that take
 * the {@link MigrationEvent} alone hear it too.
 *
 * @param <E> what happened
 */
public final class DatabaseEvent<E extends MigrationEvent> extends PayloadApplicationEvent<E> {

    private final String database;
    private final transient Optional<String> tenant;

    DatabaseEvent(Object source, E event, String database, Optional<String> tenant) {
        super(source, event);
        this.database = database;
        this.tenant = tenant;
    }

    /** What happened. */
    public E event() {
        return getPayload();
    }

    /** What operators call the database; {@code primary} where there is only one. */
    public String database() {
        return database;
    }

    /** The schema, where it happened to one tenant of the database. */
    public Optional<String> tenant() {
        return tenant;
    }
}
