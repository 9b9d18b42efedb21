// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.migration.sql.SqlStatement;

/**
 * The statements that record the settings of a script with each of its segments, for a session that continues the script.
 *
 * <p>Inside a transaction nobody can tell SET from SET LOCAL. So a segment that changes settings records that with its end, and
 * what they are after its commit.
 */
public final class SegmentSettings {

    /** The settings of the script, in JSON; a setting of this library that the next statement reads. */
    public static final String RECORDED = "migration.settings";

    private static final String BEFORE = "migration.settings_before";

    private static final Pattern CUSTOM = Pattern.compile("[a-z_][a-z0-9_]*\\.[a-z_][a-z0-9_]*");
    private static final int LONGEST_SEARCHED = 10_000;
    private static final int MOST_NAMES = 200;

    private final String base;
    private final Set<String> custom = new TreeSet<>();
    private boolean changed;

    /** @param base an SQL expression for the settings before the script */
    public SegmentSettings(String base) {
        this.base = base;
    }

    /** A query for the settings before the script. */
    public static String base() {
        return "SELECT " + SettingsSnapshot.base() + "::pg_catalog.text";
    }

    /** Notes the names of settings of applications in a statement, which the server does not list. */
    void read(SqlStatement statement) {
        String text = statement.text().toLowerCase(Locale.ROOT);
        if (text.length() > LONGEST_SEARCHED || !text.contains("set")) {
            return;
        }
        Matcher name = CUSTOM.matcher(text);
        while (name.find() && custom.size() < MOST_NAMES) {
            custom.add(name.group());
        }
    }

    /** Notes the settings at the begin of a transaction. */
    StepStatement before() {
        return new StepStatement.Settings(
                "SELECT pg_catalog.set_config('" + BEFORE + "', " + SettingsSnapshot.now(base, custom)
                        + "::pg_catalog.text, true)",
                value -> {});
    }

    /** Notes at the end of a transaction what it changed; an empty text if it changed nothing. */
    StepStatement after() {
        return new StepStatement.Settings(
                "SELECT pg_catalog.set_config('" + RECORDED + "', CASE WHEN " + SettingsSnapshot.now(base, custom)
                        + "::pg_catalog.text OPERATOR(pg_catalog.=) pg_catalog.current_setting('" + BEFORE
                        + "', true) THEN '' ELSE "
                        + SettingsSnapshot.difference(base, custom) + "::pg_catalog.text END, true)",
                value -> changed = !value.isEmpty());
    }

    boolean areChanged() {
        return changed;
    }

    /** Notes the settings where no transaction of the script is open. */
    StepStatement outside() {
        return new StepStatement.Settings(
                "SELECT pg_catalog.set_config('" + RECORDED + "', " + SettingsSnapshot.difference(base, custom)
                        + "::pg_catalog.text, true)",
                value -> {});
    }
}
