// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.event.MigrationEvent;

import static org.assertj.core.api.Assertions.assertThat;

/** A connection is lost at each of its messages, from the first one after the login to the last. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LostConnectionTests extends MigratorTestBase {

    /** The messages of the driver itself at the begin of a connection. */
    private static final int LOGGED_IN = 4;

    /** A run with every kind of step; each part records that it ran. */
    @BeforeEach
    void writeOneOfEach() {
        revisions
                .irreversible("a", "", "CREATE TABLE done (what text); CREATE TYPE mood AS ENUM ('sad');")
                .irreversible("b", "a", "INSERT INTO done VALUES ('b');\nCOPY done FROM STDIN;\ncopied\n\\.\n")
                .irreversible("c", "b", """
                        INSERT INTO done VALUES ('c1');
                        CREATE INDEX CONCURRENTLY ix ON done (what);
                        INSERT INTO done VALUES ('c2');
                        """)
                .irreversible(
                        "d", "c", "ALTER TYPE mood ADD VALUE 'd'; INSERT INTO done SELECT ('' || 'd')::mood::text;")
                .table("e", "d")
                .write(
                        "h",
                        "-- @hook after-revision\nINSERT INTO done SELECT 'h' || current_setting('migration.revision');")
                .repeatable(
                        "v", "", "CREATE OR REPLACE VIEW v AS SELECT what FROM done; INSERT INTO done VALUES ('v');");
    }

    private final List<String> finished = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everythingRunsOnceWhereverItBreaks(boolean delivers) throws Exception {
        breakEvery(7, delivers);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everythingRunsOnceAtWhicheverMessageItBreaks(boolean delivers) throws Exception {
        breakEvery(1, delivers);
    }

    @Test
    void aServerThatWasThereIsWaitedForAlsoBeforeTheFirstRevision() throws Exception {
        try (ServerProxy proxy = new ServerProxy(database)) {
            proxy.cutFrom(LOGGED_IN + 1, 3, false);

            upgrade(proxy);

            assertThat(proxy.hasCutsLeft()).isFalse();
        }
        assertThat(done()).isEqualTo("b c1 c2 copied d ha hb hc hd he v");
    }

    private void breakEvery(int step, boolean delivers) throws Exception {
        int roundTrip = LOGGED_IN + 1;
        boolean broke = true;
        while (broke) {
            database.reset();
            finished.clear();
            try (ServerProxy proxy = new ServerProxy(database)) {
                proxy.cutFrom(roundTrip, 1, delivers);
                upgrade(proxy);
                broke = !proxy.hasCutsLeft();
            }
            assertThat(done()).as("broken at round trip %d", roundTrip).isEqualTo("b c1 c2 copied d ha hb hc hd he v");
            assertThat(text("SELECT indisvalid::text FROM pg_index WHERE indexrelid = 'ix'::regclass"))
                    .isEqualTo("true");
            assertThat(applied()).containsExactly("a", "b", "c", "d", "e", "repeatable:v");
            assertThat(finished).as("broken at round trip %d", roundTrip).containsExactly("a", "b", "c", "d", "e", "v");
            roundTrip += step;
        }
        assertThat(roundTrip).isGreaterThan(LOGGED_IN + 20);
    }

    private void upgrade(ServerProxy proxy) {
        builder()
                .dataSource(proxy.dataSource())
                .settings(
                        settings().toBuilder().retryFor(Duration.ofSeconds(30)).build())
                .listener(this::listen)
                .build()
                .upgrade("heads");
    }

    private void listen(MigrationEvent event) {
        if (event instanceof MigrationEvent.RevisionFinished done) {
            finished.add(done.step().revision().id());
        } else if (event instanceof MigrationEvent.RepeatableApplied done) {
            finished.add(done.repeatable().name());
        }
    }

    private String done() {
        return text("SELECT string_agg(what, ' ' ORDER BY what) FROM done");
    }
}
