package dev.migration.event;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners; one that throws is logged and stops nothing. */
public final class EventPublisher {

    private static final Logger log = LoggerFactory.getLogger(EventPublisher.class);

    private final List<MigrationListener> listeners;

    public EventPublisher(List<MigrationListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    public void publish(MigrationEvent event) {
        for (MigrationListener listener : listeners) {
            try {
                listener.on(event);
            } catch (RuntimeException | LinkageError | AssertionError failure) {
                // What was committed stays committed, whatever a listener thinks of it.
                log.warn(
                        "{} failed on {}; the migration goes on",
                        listener.getClass().getName(),
                        event,
                        failure);
            }
        }
    }
}
