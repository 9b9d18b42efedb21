// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.util.Optional;
import java.util.regex.Pattern;

import dev.migration.sql.SqlLexer;

/** Checks the data lines of a {@code COPY … FROM STDIN}. */
final class CopyDataCheck {

    private static final Pattern SECTION = Pattern.compile("--\\s*@(upgrade|downgrade)\\s*");

    private final FaultCollector faults;

    CopyDataCheck(FaultCollector faults) {
        this.faults = faults;
    }

    /**
     * Reads the data lines that follow the last token, if there are any.
     *
     * @param line the line of that token
     */
    void read(SqlLexer lexer, SectionParser section, int line) {
        if (lexer.atCopyData()) {
            refuseTextAfterCopy(lexer.textAfterCopy(), line);
        }
        for (Optional<String> data = lexer.copyLine(); data.isPresent(); data = lexer.copyLine()) {
            refuseSection(data.get(), line);
            section.data(data.get());
        }
    }

    private void refuseTextAfterCopy(String text, int line) {
        if (!text.isEmpty() && !text.startsWith("--")) {
            faults.add(
                    line,
                    "'" + text + "' is on the same line as a COPY, whose data begin on the next line.",
                    "Move it after the line \\. that ends the data.");
        }
    }

    private void refuseSection(String data, int copyLine) {
        if (SECTION.matcher(data).matches()) {
            faults.add(
                    copyLine,
                    "The data of this COPY include the line '" + data.strip() + "'.",
                    "End the data with a line that contains only \\.");
        }
    }
}
