// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kind of a statement for readers who may not see SQL: the key words at its beginning, which contain no data and no names. */
final class StatementName {

    private static final Set<String> KEY_WORDS = Set.of(
            "add",
            "alter",
            "analyze",
            "call",
            "cluster",
            "comment",
            "commit",
            "concurrently",
            "copy",
            "create",
            "database",
            "delete",
            "domain",
            "do",
            "drop",
            "extension",
            "from",
            "function",
            "grant",
            "index",
            "insert",
            "into",
            "lock",
            "materialized",
            "merge",
            "or",
            "policy",
            "procedure",
            "refresh",
            "reindex",
            "replace",
            "revoke",
            "rule",
            "schema",
            "select",
            "sequence",
            "set",
            "table",
            "trigger",
            "truncate",
            "type",
            "unique",
            "update",
            "vacuum",
            "view",
            "with");

    /** A word directly behind the previous one; the server shows only the beginning of a statement, so that it may not be complete SQL. */
    private static final Pattern WORD = Pattern.compile("\\G\\s*([A-Za-z]++)(?![A-Za-z0-9_$.\"])");

    private static final Pattern COMMENTS = Pattern.compile("\\A(?:\\s++|--[^\\n]*+|/\\*.*?\\*/)++", Pattern.DOTALL);

    private StatementName() {}

    /** @return such as {@code CREATE UNIQUE INDEX}; an empty text if the statement begins with another word */
    static String of(String statement) {
        return WORD.matcher(COMMENTS.matcher(statement).replaceFirst(""))
                .results()
                .map(word -> word.group(1).toLowerCase(Locale.ROOT))
                .takeWhile(KEY_WORDS::contains)
                .map(word -> word.toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }
}
