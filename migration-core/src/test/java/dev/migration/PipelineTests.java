// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.RevisionFailedException;

import static org.assertj.core.api.Assertions.assertThat;

/** Statements are sent in one message, and each still has its own effect. */
class PipelineTests extends MigratorTestBase {

    @Test
    void theOneThatFailedIsFoundAmongThousands() {
        revisions.irreversible(
                "a",
                "",
                "CREATE TABLE a (id int PRIMARY KEY, n text);\n"
                        + IntStream.range(0, 2500)
                                .mapToObj(id -> "INSERT INTO a VALUES (" + (id == 1733 ? 5 : id) + ", 'é🐘');")
                                .collect(Collectors.joining("\n")));

        // The header has four lines; the CREATE comes before INSERT number 1733.
        failsAt(4 + 1 + 1733, "a.sql:1738:1");
    }

    @Test
    void aFaultOfGrammarIsFoundByItsCharacter() {
        revisions.irreversible("a", "", "SELECT '🐘é;';\nSELECT 1;\n  SELECT nonsense;\nSELECT 2;");

        failsAt(6, "a.sql:6:10");
    }

    @Test
    void aSettingThatChangesHowQuotesAreReadEndsTheMessage() {
        revisions.irreversible("a", "", """
                CREATE TABLE a (t text);
                SET standard_conforming_strings = off;
                INSERT INTO a VALUES ('it\\'s; one');
                SET standard_conforming_strings = on;
                INSERT INTO a VALUES ('back\\');
                """);

        migrator().upgrade("heads");

        assertThat(text("SELECT string_agg(t, '|' ORDER BY t DESC) FROM a")).isEqualTo("it's; one|back\\");
    }

    @Test
    void semicolonsInsideARoutineOrARuleBelongToTheServer() {
        revisions.irreversible("a", "", """
                CREATE TABLE a (id int); CREATE TABLE b (id int);
                CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql
                BEGIN ATOMIC
                  SELECT CASE WHEN x > 0 THEN CASE WHEN x > 1 THEN 2 ELSE 1 END ELSE 0 END;
                  SELECT x + 1;
                END;
                CREATE RULE r AS ON INSERT TO a DO ALSO (INSERT INTO b VALUES (NEW.id); INSERT INTO b VALUES (NEW.id + 1));
                INSERT INTO a VALUES (1);
                """);

        migrator().upgrade("heads");

        assertThat(text("SELECT f(1) || ':' || count(*) FROM b")).isEqualTo("2:2");
    }

    @Test
    void onlyTheLastCommitWaitsForTheDisk() {
        threeRevisionsThatRecordWhetherTheirCommitWaits();

        migrator().upgrade("heads");

        assertThat(text("SELECT string_agg(setting, ' ' ORDER BY ctid) FROM seen"))
                .isEqualTo("off off on");
    }

    @Test
    void everyCommitWaitsForTheDiskWhenThatIsWished() {
        threeRevisionsThatRecordWhetherTheirCommitWaits();

        builder()
                .settings(settings().toBuilder().flushEach(true).build())
                .build()
                .upgrade("heads");

        assertThat(text("SELECT string_agg(setting, ' ') FROM seen")).isEqualTo("on on on");
    }

    private void threeRevisionsThatRecordWhetherTheirCommitWaits() {
        // The test server switches it off.
        sql("ALTER DATABASE " + database.name() + " SET synchronous_commit = on");
        String remember = "INSERT INTO seen VALUES (current_setting('synchronous_commit'));";
        revisions
                .irreversible("a", "", "CREATE TABLE seen (setting text); " + remember)
                .irreversible("b", "a", remember)
                .irreversible("c", "b", remember);
    }

    @Test
    void noticesArePublishedInOrder() {
        revisions.irreversible("a", "", "DO $$ BEGIN RAISE NOTICE 'one'; END $$; DROP TABLE IF EXISTS nothing;");
        var received = new StringBuilder();

        builder()
                .listener(at(
                        MigrationEvent.ServerMessage.class,
                        message -> received.append(message.severity())
                                .append(' ')
                                .append(message.message())
                                .append('|')))
                .build()
                .upgrade("heads");

        assertThat(received).hasToString("NOTICE one|NOTICE table \"nothing\" does not exist, skipping|");
    }

    private void failsAt(int line, String place) {
        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.line()).isEqualTo(line);
        assertThat(failure.problem()).contains(place);
    }
}
