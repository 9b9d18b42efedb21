package dev.migration.offline;

import java.io.IOException;

import dev.migration.sql.Quoting;

/** Writes what psql reads. Nothing else knows its commands. */
final class PsqlText {

    /** What psql is asked to keep begins so. */
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

    /** A comment, of one line whatever it holds. */
    PsqlText comment(String comment) throws IOException {
        return line("-- " + comment.replaceAll("\\p{Cntrl}+", " "));
    }

    /** A statement of our own. What a query gives is kept where nobody sees it, so that it does not stand in the output. */
    PsqlText statement(String sql) throws IOException {
        return line(sql + (sql.startsWith("SELECT ") ? " \\gset " + VARIABLE : ";"));
    }

    /** A query of one row whose columns are kept as variables. */
    PsqlText keep(String query) throws IOException {
        return line(query + " \\gset");
    }

    /** Stops unless the condition holds; the transaction that is open is rolled back then. */
    PsqlText require(String condition, String problem, String remedy) throws IOException {
        keep("SELECT (" + condition + ") IS NOT TRUE AS " + VARIABLE + "stop");
        line("\\if :" + VARIABLE + "stop");
        stop(Quoting.literal(problem), remedy);
        return line("\\endif");
    }

    /** Stops. @param problem as SQL */
    PsqlText stop(String problem, String remedy) throws IOException {
        return line("DO $migration$BEGIN RAISE EXCEPTION USING MESSAGE = " + problem + ", HINT = "
                + Quoting.literal(remedy) + "; END$migration$;");
    }

    /** The characters that follow are UTF-8, whatever was set before. */
    PsqlText utf8() throws IOException {
        return line("\\encoding UTF8");
    }
}
