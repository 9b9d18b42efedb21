// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.observation;

import java.util.Optional;

import org.springframework.context.PayloadApplicationEvent;

import dev.migration.event.MigrationEvent;

/**
 * An application event with a {@link MigrationEvent} and its database:
 * {@code @EventListener void on(DatabaseEvent<MigrationEvent.Finished> finished)}. Methods that take the {@link MigrationEvent} alone
 * receive it too.
 *
 * @param <E> the type of the event
 */
public final class DatabaseEvent<E extends MigrationEvent> extends PayloadApplicationEvent<E> {

    private final String database;
    private final transient Optional<String> tenant;

    DatabaseEvent(Object source, E event, String database, Optional<String> tenant) {
        super(source, event);
        this.database = database;
        this.tenant = tenant;
    }

    /** The event of the migration. */
    public E event() {
        return getPayload();
    }

    /** The name of the database; {@code primary} if there is only one. */
    public String database() {
        return database;
    }

    /** The schema of the tenant; empty if the event is not about a tenant. */
    public Optional<String> tenant() {
        return tenant;
    }
}
