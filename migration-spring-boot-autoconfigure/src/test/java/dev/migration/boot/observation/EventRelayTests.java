// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.observation;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;

import dev.migration.event.MigrationEvent;

import static org.assertj.core.api.Assertions.assertThat;

class EventRelayTests {

    /** As a listener in Kotlin can, which declares no exceptions. */
    @Test
    void aListenerThatThrowsAtAStoredEventFailsNeitherTheStartNorTheEventsAfterIt() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            EventRelay relay = new EventRelay(context);
            context.registerBean(Failing.class);
            context.addApplicationListener(relay);
            relay.on(new MigrationEvent.WaitingForServer("first", Duration.ZERO));
            relay.on(new MigrationEvent.WaitingForServer("second", Duration.ZERO));

            context.refresh();

            assertThat(context.getBean(Failing.class).received).containsExactly("first", "second");
        }
    }

    static class Failing {

        private final List<String> received = new ArrayList<>();

        @EventListener
        void on(MigrationEvent.WaitingForServer event) throws IOException {
            received.add(event.reason());
            throw new IOException("no");
        }
    }
}
