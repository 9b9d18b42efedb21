// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline;

import java.io.IOException;

import dev.migration.sql.Quoting;

/** Writes text for psql. Only this class uses psql commands. */
final class PsqlText {

    /** The prefix of psql variables. */
    static final String VARIABLE = "migration_";

    private final Appendable text;

    PsqlText(Appendable text) {
        this.text = text;
    }

    Appendable text() {
        return text;
    }

    PsqlText line(String line) throws IOException {
        text.append(line).append('\n');
        return this;
    }

    /** Writes a comment as one line. */
    PsqlText comment(String comment) throws IOException {
        return line("-- " + comment.replaceAll("\\p{Cntrl}+", " "));
    }

    /** Writes a statement of this library. The result of a query is stored in variables, so that psql does not print it. */
    PsqlText statement(String sql) throws IOException {
        text.append(sql);
        return end(sql);
    }

    /** Writes the end of such a statement, whose text is written already. */
    PsqlText end(String sql) throws IOException {
        return line(sql.startsWith("SELECT ") || sql.startsWith("WITH ") ? " \\gset " + VARIABLE : ";");
    }

    /** Writes a query of one row; psql stores its columns as variables. */
    PsqlText keep(String query) throws IOException {
        return line(query + " \\gset");
    }

    /** Writes a condition: if it does not hold, psql stops and rolls back the open transaction. */
    PsqlText require(String condition, String problem, String remedy) throws IOException {
        keep("SELECT (" + condition + ") IS NOT TRUE AS " + VARIABLE + "stop");
        line("\\if :" + VARIABLE + "stop");
        stop(Quoting.literal(problem), remedy);
        return line("\\endif");
    }

    /**
     * Writes a statement that stops psql.
     *
     * @param problem an SQL expression
     */
    PsqlText stop(String problem, String remedy) throws IOException {
        return line("DO $migration$BEGIN RAISE EXCEPTION USING MESSAGE = " + problem + ", HINT = "
                + Quoting.literal(remedy) + "; END$migration$;");
    }

    /** Declares the following text as UTF-8. */
    PsqlText utf8() throws IOException {
        return line("\\encoding UTF8");
    }
}
