// SPDX-License-Identifier: Apache-2.0
package dev.migration.survival;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares the types of a column before and after a change. */
final class TypeChange {

    private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint", "numeric");
    private static final Pattern LENGTH = Pattern.compile("(character varying|character)(?:\\((\\d+)\\))?");

    private TypeChange() {}

    /** Whether the new type certainly takes every value that the old one took. */
    static boolean isWidening(String before, String after) {
        if (INTEGERS.contains(before) && INTEGERS.contains(after)) {
            return INTEGERS.indexOf(after) >= INTEGERS.indexOf(before);
        }
        Matcher old = LENGTH.matcher(before);
        if (!old.matches()) {
            return before.equals("real") && after.equals("double precision");
        }
        Matcher now = LENGTH.matcher(after);
        return after.equals("text")
                || after.equals("character varying")
                || (now.matches() && old.group(2) != null && now.group(2) != null && length(now) >= length(old));
    }

    private static long length(Matcher type) {
        return Long.parseLong(type.group(2));
    }
}
