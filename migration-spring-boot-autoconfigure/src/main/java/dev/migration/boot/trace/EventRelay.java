package dev.migration.boot.trace;

import java.util.ArrayList;
import java.util.List;

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
 * server are left out; there may be millions.
 */
public final class EventRelay implements MigrationListener, ApplicationListener<ContextRefreshedEvent> {

    private final ApplicationContext context;
    private final List<DatabaseEvent<?>> kept = new ArrayList<>();
    private boolean open;

    public EventRelay(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public void on(MigrationEvent event) {
        on(DatabaseName.PRIMARY, event);
    }

    /** Keeps and publishes in one order, whatever the database. */
    @Override
    public MigrationListener forDatabase(String database) {
        return event -> on(database, event);
    }

    private void on(String database, MigrationEvent event) {
        boolean message = event instanceof MigrationEvent.ServerMessage || event instanceof MigrationEvent.HookMessage;
        if (message) {
            return;
        }
        DatabaseEvent<MigrationEvent> published = new DatabaseEvent<>(context, event, database);
        if (!isKept(published)) {
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
    private synchronized boolean isKept(DatabaseEvent<?> event) {
        return !open && kept.add(event);
    }

    // See isKept.
    private synchronized List<DatabaseEvent<?>> release() {
        open = true;
        List<DatabaseEvent<?>> early = List.copyOf(kept);
        kept.clear();
        return early;
    }
}
