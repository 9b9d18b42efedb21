// SPDX-License-Identifier: Apache-2.0
package dev.migration.event;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes events to the listeners. An exception of a listener is logged and does not stop the migration. */
public final class EventPublisher {

    private static final Logger log = LoggerFactory.getLogger(EventPublisher.class);

    private final List<MigrationListener> listeners;

    public EventPublisher(List<MigrationListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    // A listener that waited and was interrupted has cleared the state of the thread.
    private static void restoreInterrupt(Throwable failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    public void publish(MigrationEvent event) {
        for (MigrationListener listener : listeners) {
            try {
                listener.on(event);
            } catch (VirtualMachineError failure) {
                throw failure;
            } catch (Throwable failure) {
                // A listener cannot change what is committed. Kotlin and Lombok throw checked exceptions without
                // declaring
                // them; inside the driver, which calls it with messages of the server, one would break the connection.
                log.warn(
                        "{} failed on {}; the migration continues",
                        listener.getClass().getName(),
                        event,
                        failure);
                restoreInterrupt(failure);
            }
        }
    }
}
