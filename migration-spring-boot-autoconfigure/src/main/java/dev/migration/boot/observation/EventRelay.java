// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

import dev.migration.boot.status.DatabaseName;
import dev.migration.event.EventPublisher;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;

/**
 * Publishes migration events as application events: {@code @EventListener void on(MigrationEvent.Finished finished)}, or
 * {@code on(DatabaseEvent<MigrationEvent.Finished> finished)} to get the name of the database.
 *
 * <p>While the context starts, event listener methods are not registered yet, and their beans may need the database that is being
 * migrated. Events until then are stored, and published in order when the context is refreshed. Messages of the server are not
 * published, because there can be millions. For tenants, only the start and the end of each run are stored: a thousand tenants with
 * twenty revisions each would add forty thousand events.
 */
public final class EventRelay implements MigrationListener, ApplicationListener<ContextRefreshedEvent> {

    private final ApplicationContext context;
    private final List<DatabaseEvent<?>> stored = new ArrayList<>();
    private final Relay primary = new Relay(DatabaseName.PRIMARY, Optional.empty());
    private boolean open;

    public EventRelay(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public void on(MigrationEvent event) {
        primary.on(event);
    }

    /** Stores and publishes the events of all databases in one order. */
    @Override
    public MigrationListener forDatabase(String database) {
        return new Relay(database, Optional.empty());
    }

    @Override
    public MigrationListener forTenant(String tenant) {
        return primary.forTenant(tenant);
    }

    private void on(MigrationEvent event, Relay relay) {
        boolean message = event instanceof MigrationEvent.ServerMessage || event instanceof MigrationEvent.HookMessage;
        if (message) {
            return;
        }
        DatabaseEvent<MigrationEvent> published = new DatabaseEvent<>(context, event, relay.database, relay.tenant);
        if (!isEarly(published)) {
            context.publishEvent(published);
        }
    }

    @Override
    public void onApplicationEvent(ContextRefreshedEvent refreshed) {
        if (refreshed.getApplicationContext() == context) {
            release().forEach(this::publish);
        }
    }

    /** A listener that fails must not fail the start: what it is told about has happened. */
    private void publish(DatabaseEvent<?> event) {
        new EventPublisher(List.of(same -> context.publishEvent(event))).publish(event.event());
    }

    // A run on another thread must not publish an event before the stored events are released.
    private synchronized boolean isEarly(DatabaseEvent<?> event) {
        if (!open && (event.tenant().isEmpty() || isAboutRun(event.event()))) {
            stored.add(event);
        }
        return !open;
    }

    private static boolean isAboutRun(MigrationEvent event) {
        return event instanceof MigrationEvent.Started
                || event instanceof MigrationEvent.Finished
                || event instanceof MigrationEvent.Failed;
    }

    // See isEarly.
    private synchronized List<DatabaseEvent<?>> release() {
        open = true;
        List<DatabaseEvent<?>> early = List.copyOf(stored);
        stored.clear();
        return early;
    }

    /** Receives the events of one database or tenant. */
    private final class Relay implements MigrationListener {

        private final String database;
        private final Optional<String> tenant;

        private Relay(String database, Optional<String> tenant) {
            this.database = database;
            this.tenant = tenant;
        }

        @Override
        public void on(MigrationEvent event) {
            EventRelay.this.on(event, this);
        }

        @Override
        public MigrationListener forTenant(String name) {
            return new Relay(database, Optional.of(name));
        }
    }
}
