// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.migration.execution.statement.StepStatement;
import dev.migration.sql.StatementWords;

/**
 * Hides settings of a script from the driver: the driver closes the connection if the server reports that dates are no longer ISO
 * dates, or that the client encoding is not UTF-8.
 *
 * <p>The server reports a changed setting at the end of a message, and only if the value differs from the last reported one
 * (since PostgreSQL 14, {@code ReportChangedGUCOptions}). So each message ends with the values that the driver requires, and the
 * next one begins with those of the script. The encoding is not restored, because all statements are sent as UTF-8.
 */
final class DriverSettings {

    /** A longer text is not searched; it counts as one that changes a setting. */
    private static final int LONGEST_SEARCHED = 10_000;

    private static final String SAVE =
            "SELECT pg_catalog.set_config('migration.date_style', pg_catalog.current_setting('datestyle'), false),"
                    + " pg_catalog.set_config('datestyle', 'ISO', false), pg_catalog.set_config('client_encoding', 'UTF8', false)";
    private static final String RESTORE =
            "SELECT pg_catalog.set_config('datestyle', pg_catalog.current_setting('migration.date_style'), false)";

    private boolean saved;

    /** The statements of a message that contains these statements. */
    List<StepStatement> around(List<StepStatement> statements) {
        boolean changed = statements.stream().anyMatch(DriverSettings::mayChange);
        if (!saved && !changed) {
            return statements;
        }
        List<StepStatement> all = new ArrayList<>(statements);
        if (saved) {
            // After the first statements of a transaction: BEGIN must come first.
            all.add(firstOfScript(statements), new StepStatement.Ours(RESTORE));
        }
        all.add(new StepStatement.Ours(SAVE));
        saved = true;
        return List.copyOf(all);
    }

    private static int firstOfScript(List<StepStatement> statements) {
        int index = 0;
        while (index < statements.size() && !seesSettings(statements.get(index))) {
            index++;
        }
        return index;
    }

    /** Whether a statement sees the settings of the script. No query may come before SET TRANSACTION. */
    private static boolean seesSettings(StepStatement statement) {
        return statement instanceof StepStatement.Settings
                || statement instanceof StepStatement.Ranged
                || statement instanceof StepStatement.Beside
                || (statement instanceof StepStatement.Scripted
                        && !(statement.sql().length() < LONGEST_SEARCHED
                                && StatementWords.setTransactionMode(StatementWords.of(statement.sql()))));
    }

    private static boolean mayChange(StepStatement statement) {
        if (statement instanceof StepStatement.Settings) {
            return statement.sql().startsWith("SELECT pg_catalog.set_config('DateStyle'");
        }
        if (!(statement instanceof StepStatement.Scripted)) {
            return false;
        }
        String text = statement.sql();
        if (text.length() > LONGEST_SEARCHED) {
            return true;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("datestyle")
                || lower.contains("client_encoding")
                || (lower.startsWith("set") && lower.contains("names"));
    }
}
