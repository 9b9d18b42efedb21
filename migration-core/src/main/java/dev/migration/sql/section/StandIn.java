// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql.section;

import java.util.regex.Pattern;

import dev.migration.sql.Quoting;
import dev.migration.sql.Token;

/**
 * The upgrade section of a change whose SQL is not known: {@code DO $stand_in$BEGIN RAISE EXCEPTION '…'; END$stand_in$;}. An import
 * writes it for a change that is applied in existing databases. It can only fail, so that a database which has it was stamped: it has
 * no checksum, and the SQL that replaces it later is no edit (ADR 43).
 */
public final class StandIn {

    private static final String TAG = "$stand_in$";
    private static final String BODY = "(?is)\\s*BEGIN\\s+RAISE\\s+EXCEPTION\\s+E?'(?:[^']|'')*'\\s*;\\s*END\\s*;?\\s*";

    private int significant;
    private boolean matches = true;

    /** The statement for a change; {@code what} describes the change. */
    public static String statement(String what) {
        String sentence = "This stands for " + what + ", which has no SQL: write its SQL here.";
        return "-- " + sentence + "\nDO " + TAG + "BEGIN RAISE EXCEPTION "
                + Quoting.literal(sentence.replace(TAG, "stand_in").replace("%", "%%")) + "; END" + TAG + ";\n";
    }

    /** Whether a text contains the statement; the text may be a whole script. */
    public static boolean isIn(String text) {
        return text.contains("DO " + TAG);
    }

    /** Reads the next token of a section. */
    public void add(Token token) {
        if (token.isSignificant()) {
            significant++;
            matches &= significant == 1 ? token.text().equalsIgnoreCase("do") : isBody(token);
        }
    }

    /** Whether the tokens so far are the statement, and nothing else. */
    public boolean matches() {
        return matches && significant == 2;
    }

    private boolean isBody(Token token) {
        String text = token.text();
        return significant == 2
                && text.startsWith(TAG)
                && Pattern.matches(BODY, text.substring(TAG.length(), text.length() - TAG.length()));
    }
}
