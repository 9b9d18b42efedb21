// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import org.junit.jupiter.api.Test;

import dev.migration.cli.CommandLineJar.Ended;

import static org.assertj.core.api.Assertions.assertThat;

/** Texts of scripts, rows and the server cannot control the terminal of the user. */
class HostileTextTests extends AbstractJarTests {

    private static final String HOSTILE = "\u001b[2J\u009b1A\u0007\u202eevil";
    private static final String ESCAPED = "\\u001B[2J\\u009B1A\\u0007\\u202Eevil";

    @Test
    void messagesOfScriptsAndOfTheServerAreEscaped() throws Exception {
        jar.write(
                "a1",
                "-- " + HOSTILE + "\n-- @revision a1\n-- @upgrade\nDO $$ BEGIN RAISE NOTICE '" + HOSTILE
                        + "'; END $$;\n");
        jar.write(
                "b2",
                "-- " + "m".repeat(1_000_000) + "\n-- @revision b2\n-- @revises a1\n-- @upgrade\n"
                        + "DO $$ BEGIN RAISE EXCEPTION '" + HOSTILE + "%', repeat('m', 1000000); END $$;\n");

        assertThat(harmless(jar.run("plan").well()).out()).contains(ESCAPED);
        Ended failed = harmless(jar.run("upgrade").refused(1, ESCAPED));
        assertThat(failed.out()).contains("NOTICE: " + ESCAPED);
        harmless(jar.run("upgrade", "--json"));
        harmless(jar.run("upgrade", "--stacktrace"));
        assertThat(harmless(jar.run("history", "-v").well()).out()).contains(ESCAPED, "more characters)");
        harmless(jar.run("history", "--applied").well());
        harmless(jar.run("current", "-v", "--json").well());
    }

    @Test
    void aRowThatIsDamagedIsReported() throws Exception {
        jar.table("a1", "").run("upgrade").well();
        database.execute("UPDATE migration_revision SET depends_on = ARRAY[NULL]::text[]");

        for (String command : new String[] {"current", "upgrade", "verify"}) {
            jar.run(command).refused(1, "row 'a1': the column depends_on contains what is no name");
        }
    }

    @Test
    void aMessageOfMegabytesInARowIsShortened() throws Exception {
        jar.table("a1", "").run("upgrade").well();
        database.execute("UPDATE migration_revision SET message = repeat('x', 5000000), state = 'ODD', type = 'ODD'");

        harmless(jar.run("current", "-v").well());
        harmless(jar.run("current", "-v", "--json").well());
    }

    private static Ended harmless(Ended ended) {
        assertThat(ended.out() + ended.err())
                .hasSizeLessThan(300_000)
                .doesNotContain("\u001b", "\u009b", "\u0007", "\u202e");
        return ended;
    }
}
