// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.util.Optional;
import java.util.regex.Pattern;

import dev.migration.sql.SqlLexer;

/**
 * Checks the data lines of a {@code COPY … FROM STDIN}.
 *
 * <p>A line that reads like the begin of a section is data, as for psql, if a line {@code \.} ends the data after it. If nothing
 * ends them, or another COPY begins before their end, the line that ends the data is probably missing before the section.
 */
final class CopyDataCheck {

    private static final Pattern SECTION = Pattern.compile("--\\s*@(upgrade|downgrade|hook)\\b.*");
    private static final Pattern COPY =
            Pattern.compile("\\s*copy\\s.*\\bfrom\\s+(stdin|stdout)\\b.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMENTS = Pattern.compile("(/\\*((?!\\*/|/\\*).)*\\*/\\s*)*(--.*)?");

    private final FaultCollector faults;

    CopyDataCheck(FaultCollector faults) {
        this.faults = faults;
    }

    /**
     * Reads the data lines that follow the last token.
     *
     * @param line the line of that token
     */
    void read(SqlLexer lexer, SectionParser parser, int line) {
        refuseTextAfterCopy(lexer.textAfterCopy(), line);
        Optional<String> section = Optional.empty();
        boolean copyAfterSection = false;
        for (Optional<String> data = lexer.copyLine(); data.isPresent(); data = lexer.copyLine()) {
            if (section.isPresent()) {
                copyAfterSection |= COPY.matcher(data.get().strip()).matches();
            } else if (data.get().contains("--")) {
                section = Optional.of(data.get().strip())
                        .filter(text -> SECTION.matcher(text).matches());
            }
            parser.data(data.get());
        }
        if (section.isPresent()) {
            checkSection(section.get(), copyAfterSection, lexer, line);
        }
    }

    private void refuseTextAfterCopy(String text, int line) {
        if (!COMMENTS.matcher(text).matches()) {
            faults.add(
                    line,
                    "'" + text + "' is on the same line as a COPY, whose data begin on the next line.",
                    "Move it after the line \\. that ends the data.");
        }
    }

    private void checkSection(String section, boolean copyAfterSection, SqlLexer lexer, int line) {
        if (!lexer.endedWithMark()) {
            faults.add(
                    line,
                    "No line \\. ends the data of this COPY, so that '" + section + "' is one of them.",
                    "End the data with a line that contains only \\.");
        } else if (copyAfterSection) {
            faults.add(
                    line,
                    "The data of this COPY include the line '" + section
                            + "', and another COPY before the line \\. that ends" + " them.",
                    "If the section begins there, end the data before it with a line that contains only \\.; if both are"
                            + " data, write them as INSERT.");
        }
    }
}
