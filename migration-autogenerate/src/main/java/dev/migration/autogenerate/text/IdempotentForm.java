// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement in a form that also succeeds in a database that already is as the statement leaves it.
 *
 * <p>PostgreSQL does not offer such a form for each statement: one without it is returned as it is, and fails the second time.
 */
public final class IdempotentForm {

    private static final String COMMENTS = "((?:--[^\n]*\n)*)";

    private static final Pattern CREATE = Pattern.compile(
            COMMENTS + "(CREATE (?:(?:UNLOGGED |FOREIGN )?TABLE|SCHEMA|EXTENSION|SEQUENCE|MATERIALIZED VIEW"
                    + "|STATISTICS|COLLATION|SERVER|(?:UNIQUE )?INDEX(?: CONCURRENTLY)?)) (?!IF NOT EXISTS )(.*)",
            Pattern.DOTALL);
    private static final Pattern REPLACE = Pattern.compile(
            COMMENTS + "CREATE ((?:VIEW|FUNCTION|PROCEDURE|TRIGGER|RULE|AGGREGATE) .*)", Pattern.DOTALL);
    private static final Pattern DROP = Pattern.compile(
            COMMENTS
                    + "(DROP (?:INDEX CONCURRENTLY|(?:FOREIGN |EVENT |MATERIALIZED |ACCESS |USER )?[A-Z]+(?: CLASS| FAMILY"
                    + "| DATA WRAPPER| SEARCH [A-Z]+)?)) (?!IF EXISTS )(.*)",
            Pattern.DOTALL);
    private static final Pattern ACTION = Pattern.compile(
            COMMENTS
                    + "(ALTER (?:FOREIGN )?(?:TABLE|DOMAIN|TYPE) .*? (?:DROP (?:COLUMN|CONSTRAINT|IDENTITY|EXPRESSION|ATTRIBUTE)))"
                    + "( .*|)",
            Pattern.DOTALL);
    private static final Pattern ADDITION = Pattern.compile(
            COMMENTS + "(ALTER (?:FOREIGN )?(?:TABLE|TYPE) .*? ADD (?:COLUMN|VALUE)) (?!IF NOT EXISTS )(.*)",
            Pattern.DOTALL);
    private static final Pattern RENAME = Pattern.compile(
            COMMENTS + "(ALTER (?:TABLE|INDEX|SEQUENCE|(?:MATERIALIZED )?VIEW)) (?!IF EXISTS )(.* RENAME TO .*)",
            Pattern.DOTALL);
    private static final Pattern CONSTRAINT = Pattern.compile(
            COMMENTS + "(ALTER (?:FOREIGN )?(?:TABLE|DOMAIN) .*?) ADD CONSTRAINT (\"(?:[^\"]|\"\")+\"|\\S+) .*",
            Pattern.DOTALL);

    private IdempotentForm() {}

    /**
     * The form of a statement.
     *
     * @param sql as in {@link dev.migration.autogenerate.plan.Step}
     * @return one statement or two: a constraint that may exist is dropped before
     */
    public static List<String> of(String sql) {
        Matcher constraint = CONSTRAINT.matcher(sql);
        if (constraint.matches()) {
            return List.of(constraint.group(2) + " DROP CONSTRAINT IF EXISTS " + constraint.group(3), sql);
        }
        Matcher replace = REPLACE.matcher(sql);
        if (replace.matches()) {
            return List.of(replace.group(1) + "CREATE OR REPLACE " + replace.group(2));
        }
        Matcher action = ACTION.matcher(sql);
        if (action.matches() && !action.group(3).startsWith(" IF EXISTS")) {
            return List.of(action.group(1) + action.group(2) + " IF EXISTS" + action.group(3));
        }
        return List.of(with(
                CREATE,
                "IF NOT EXISTS",
                with(ADDITION, "IF NOT EXISTS", with(DROP, "IF EXISTS", with(RENAME, "IF EXISTS", sql)))));
    }

    private static String with(Pattern pattern, String condition, String sql) {
        Matcher matcher = pattern.matcher(sql);
        return matcher.matches() ? matcher.group(1) + matcher.group(2) + " " + condition + " " + matcher.group(3) : sql;
    }
}
