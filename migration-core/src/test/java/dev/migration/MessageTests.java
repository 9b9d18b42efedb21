// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;

/** The messages of a migration, counted in the log of the server; {@link RoundTripTests} counts them in a proxy. */
@Isolated("counts messages; a slow migration also queries for its blockers")
class MessageTests extends OwnServerTestBase {

    @Test
    void aSmallRevisionIsTwoMessages() throws IOException {
        logEverything();

        int constant = messagesOfChain(1).size();

        assertThat(messagesOfChain(11).size() - constant).isEqualTo(2 * 10);
    }

    @Test
    void nothingPendingIsOneMessage() throws IOException {
        chain(3);
        migrator().upgrade("heads");
        // This one records that nothing is pending.
        migrator().upgrade("heads");
        logEverything();

        // The driver sends both statements together; the first one checks the tables.
        assertThat(messagesOf(migrator())).hasSize(2).first().asString().contains("SELECT place.schema");
    }

    private void logEverything() {
        sql("ALTER DATABASE " + database.name() + " SET log_statement = 'all'");
    }

    private List<String> messagesOfChain(int count) throws IOException {
        database.reset();
        logEverything();
        chain(count);
        List<String> messages = messagesOf(migrator());
        assertThat(applied()).hasSize(count);
        return messages;
    }

    /** The statements of an upgrade, without those of the driver, which begin with SET. */
    private List<String> messagesOf(Migrator migrator) throws IOException {
        long before = Files.size(server.log());
        migrator.upgrade("heads");
        String log = Files.readString(server.log()).substring((int) before);
        return log.lines()
                .filter(line -> line.matches(".* LOG:  (statement|execute .*): .*"))
                .filter(line -> !line.matches(".* LOG:  (statement|execute <unnamed>): SET .*"))
                .toList();
    }

    private void chain(int count) {
        for (int number = 0; number < count; number++) {
            revisions.irreversible(
                    "r" + number,
                    number == 0 ? "" : "r" + (number - 1),
                    "CREATE TABLE t" + number + " (id int);\nCREATE INDEX ON t" + number + " (id);");
        }
    }
}
