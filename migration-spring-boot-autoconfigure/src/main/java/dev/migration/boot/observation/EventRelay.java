package dev.migration.boot.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

import dev.migration.boot.status.DatabaseName;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;

/**
 * Publishes what happens to the application's own listeners: {@code @EventListener void on(MigrationEvent.Finished finished)}, or
 * {@code on(DatabaseEvent<MigrationEvent.Finished> finished)} to know the database.
 *
 * <p>While the context is starting, methods do not listen yet, and to make a bean that does might need the database that is just
 * being migrated. So what happens until then is kept, and published in order when the context is refreshed. Messages of the
 * server are left out; there may be millions. Of tenants only the beginning and the end of each run are kept: a thousand of them
 * with twenty revisions each would be forty thousand events more.
 */
public final class EventRelay implements MigrationListener, ApplicationListener<ContextRefreshedEvent> {

    private final ApplicationContext context;
    private final List<DatabaseEvent<?>> kept = new ArrayList<>();
    private final Relay primary = new Relay(DatabaseName.PRIMARY, Optional.empty());
    private boolean open;

    public EventRelay(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public void on(MigrationEvent event) {
        primary.on(event);
    }

    /** Keeps and publishes in one order, whatever the database. */
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
            release().forEach(event -> context.publishEvent(event));
        }
    }

    // A run of another thread must not publish before what is kept is taken.
    private synchronized boolean isEarly(DatabaseEvent<?> event) {
        if (!open && (event.tenant().isEmpty() || isAboutRun(event.event()))) {
            kept.add(event);
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
        List<DatabaseEvent<?>> early = List.copyOf(kept);
        kept.clear();
        return early;
    }

    /** Knows whose events it hears. */
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
