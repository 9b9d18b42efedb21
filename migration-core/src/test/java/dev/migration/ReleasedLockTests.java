// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.migration.event.MigrationEvent;

import static org.assertj.core.api.Assertions.assertThat;

/** A script may release the advisory locks of the session, including the migration lock. */
class ReleasedLockTests extends MigratorTestBase {

    @Test
    void anotherInstanceThatIsQuickerThenIsNoFailure() {
        revisions.irreversible("a", "", "CREATE TABLE a (id int); SELECT pg_advisory_unlock_all();");
        revisions.table("b", "a").table("c", "b");
        var migrator = builder()
                .listener(event -> {
                    if (event instanceof MigrationEvent.RevisionFinished finished
                            && finished.step().revision().id().equals("a")) {
                        another().join();
                    }
                })
                .build();

        migrator.upgrade("heads");

        assertThat(applied()).containsExactly("a", "b", "c");
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b APPLIED", "UPGRADE c APPLIED");
    }

    private CompletableFuture<Void> another() {
        return CompletableFuture.runAsync(() -> migrator().upgrade("heads")).orTimeout(30, TimeUnit.SECONDS);
    }
}
