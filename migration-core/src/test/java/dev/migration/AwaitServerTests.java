// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.MigrationStatus.State;
import dev.migration.event.MigrationEvent;
import dev.migration.test.postgres.OwnServer.Stop;

import static org.assertj.core.api.Assertions.assertThat;

/** Waiting until a server accepts connections. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AwaitServerTests extends OwnServerTestBase {

    private final List<MigrationEvent> events = new ArrayList<>();

    @BeforeEach
    void forgetEvents() {
        events.clear();
    }

    @Test
    void aServerThatStartsIsWaitedFor() {
        revisions.table("a", "");
        Migrator migrator = builder()
                .listener(event -> {
                    events.add(event);
                    server.start();
                })
                .build();
        server.stop(Stop.FAST);

        migrator.reader().awaitServer(Duration.ofMinutes(1));

        assertThat(server.isRunning()).isTrue();
        assertThat(events).singleElement().isInstanceOf(MigrationEvent.WaitingForServer.class);
    }

    @Test
    void anUpgradeIsWaitedForAlsoWhenTheServerIsNotThereYet() {
        revisions.table("a", "");
        Migrator migrator = builder()
                .listener(event -> {
                    if (event instanceof MigrationEvent.WaitingForUpgrade) {
                        events.add(event);
                        server.start();
                        migrator().upgrade("heads");
                    }
                })
                .build();
        server.stop(Stop.FAST);

        assertThat(migrator.reader().await("heads").state()).isEqualTo(State.UP_TO_DATE);
        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        MigrationEvent.WaitingForUpgrade.class,
                        event -> assertThat(event.situation()).contains("the database cannot be reached yet"));
    }
}
