// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.recording;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The escape of JDBC for the call of a function (JDBC specification, 13.4). */
final class CallEscape {

    private static final Pattern CALL = Pattern.compile(
            "\\s*\\{\\s*(?:\\?\\s*=\\s*)?call\\s+([^({]+)(\\(.*\\))?\\s*}\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private CallEscape() {}

    /** The call as a query without the parameter for the result; another text stays as it is. */
    static String asQuery(String text) {
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            return text;
        }
        String arguments = call.group(2) == null ? "()" : call.group(2);
        return "SELECT * FROM " + call.group(1).strip() + arguments + " AS result";
    }
}
