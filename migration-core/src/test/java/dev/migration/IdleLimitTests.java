// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The server ends a session that is idle in a transaction of SQL scripts. Nothing that takes long while the process goes on may look
 * like that. The scripts set a limit that is much shorter than that of the library, so that they need not be so large.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class IdleLimitTests extends MigratorTestBase {

    private static final String LIMIT = "SET LOCAL idle_in_transaction_session_timeout = '700ms';\n";
    private static final String SEEN =
            "INSERT INTO seen SELECT current_setting('idle_in_transaction_session_timeout');\n";
    private static final int STATEMENTS = 25_000;

    @BeforeEach
    void createTable() {
        sql("CREATE TABLE seen (idle_limit text)");
    }

    @Test
    void aLargeScriptIsCompressedBeforeItsTransaction() {
        revisions.irreversible("a", "", LIMIT + manyStatements());

        migrator(Duration.ZERO).upgrade("heads");

        assertThat(applied()).containsExactly("a");
    }

    @Test
    void largeRepeatablesAreCompressedBeforeTheTransaction() {
        revisions.irreversible("a", "", "SELECT 1;").repeatable("v", "", LIMIT + manyStatements());

        migrator(Duration.ZERO).upgrade("heads");

        assertThat(applied()).containsExactly("a", "repeatable:v");
    }

    /** The server counts the time in which a message arrives as idle, until it has all of it. */
    @Test
    void aLargeStatementMayArriveSlowly() {
        String text = "x".repeat(3_000_000);
        revisions.irreversible(
                "a",
                "",
                LIMIT + "INSERT INTO seen VALUES (left('" + text + "', 5));\n" + SEEN + "INSERT INTO seen SELECT left('"
                        + text + "', 5);");

        upgradeSlowly();

        assertThat(jdbc().sql("SELECT idle_limit FROM seen").query(String.class).list())
                .containsExactly("xxxxx", "700ms", "xxxxx");
    }

    @Test
    void theRowWithALargeScriptMayArriveSlowly() {
        Random random = new Random(7);
        StringBuilder comment = new StringBuilder("-- ");
        for (int number = 0; number < 4_000_000; number++) {
            comment.append((char) ('!' + random.nextInt(90)));
        }
        revisions.irreversible("a", "", LIMIT + comment + "\n" + SEEN);

        upgradeSlowly();

        assertThat(text("SELECT length(upgrade_sql) > 2000000 FROM migration_revision"))
                .isEqualTo("t");
    }

    @Test
    void aTransactionMayReadALargeScriptForLonger() {
        String space = "-- ".concat("x".repeat(97)).concat("\n").repeat(250_000);
        revisions
                .irreversible("a", "", SEEN)
                .irreversible("b", "a", SEEN + space)
                .irreversible("c", "b", "CREATE INDEX CONCURRENTLY i ON seen (idle_limit);\n" + SEEN + space)
                .repeatable("v", "", SEEN + space);

        migrator().upgrade("heads");

        assertThat(jdbc().sql("SELECT idle_limit FROM seen").query(String.class).list())
                .containsExactly("10s", "12s", "12s", "12s");
    }

    private Migrator migrator(Duration retryFor) {
        return builder()
                .settings(settings().toBuilder().retryFor(retryFor).build())
                .build();
    }

    private void upgradeSlowly() {
        PGSimpleDataSource slow = source(database.url(), database.username(), database.password());
        slow.setSocketFactory(SlowSocketFactory.class.getName());
        builder()
                .dataSource(slow)
                .settings(settings().toBuilder().retryFor(Duration.ZERO).build())
                .build()
                .upgrade("heads");
    }

    /** 20 MB that take seconds to compress; no message of them takes long. */
    private static String manyStatements() {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        for (int statement = 0; statement < STATEMENTS; statement++) {
            text.append("SELECT 1; -- ");
            for (int word = 0; word < 60; word++) {
                text.append(Long.toString(random.nextLong(), 36)).append(' ');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
