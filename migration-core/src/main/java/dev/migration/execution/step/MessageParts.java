// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import dev.migration.execution.statement.StepStatement;

/**
 * Divides a message: the driver keeps all rows of a message or none. So a statement whose value is needed is not in one message with a
 * statement of a script that may return many rows.
 */
final class MessageParts {

    private static final Set<String> NO_ROWS = Set.of(
            "create",
            "alter",
            "drop",
            "comment",
            "grant",
            "revoke",
            "set",
            "reset",
            "truncate",
            "lock",
            "do",
            "savepoint",
            "rollback",
            "release",
            "copy",
            "vacuum",
            "analyze",
            "reindex",
            "cluster",
            "discard",
            "refresh",
            "security");

    private static final Set<String> ROWS_IF_RETURNING = Set.of("insert", "update", "delete", "merge");
    private static final Pattern RETURNING = Pattern.compile("\\breturning\\b", Pattern.CASE_INSENSITIVE);

    private MessageParts() {}

    static List<List<StepStatement>> of(List<StepStatement> message) {
        if (message.stream().noneMatch(MessageParts::needsValue)) {
            return List.of(message);
        }
        List<List<StepStatement>> parts = new ArrayList<>();
        int start = 0;
        boolean needsValue = false;
        boolean returnsRows = false;
        for (int index = 0; index < message.size(); index++) {
            StepStatement statement = message.get(index);
            boolean value = needsValue || needsValue(statement);
            boolean rows = returnsRows || mayReturnRows(statement);
            if (value && rows) {
                parts.add(message.subList(start, index));
                start = index;
                value = needsValue(statement);
                rows = mayReturnRows(statement);
            }
            needsValue = value;
            returnsRows = rows;
        }
        parts.add(message.subList(start, message.size()));
        return parts;
    }

    static boolean needsValue(StepStatement statement) {
        return statement instanceof StepStatement.Valued;
    }

    private static boolean mayReturnRows(StepStatement statement) {
        if (!(statement instanceof StepStatement.Scripted)) {
            return false;
        }
        String text = statement.sql();
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        String first = text.substring(0, end).toLowerCase(Locale.ROOT);
        return !NO_ROWS.contains(first)
                && (!ROWS_IF_RETURNING.contains(first)
                        || RETURNING.matcher(text).find());
    }

    /** Each statement of a script alone, and the statements of this library between them together. */
    static List<List<StepStatement>> observed(List<StepStatement> statements) {
        List<List<StepStatement>> messages = new ArrayList<>();
        int start = 0;
        for (int index = 0; index < statements.size(); index++) {
            boolean last = index + 1 == statements.size();
            if (last || isScripted(statements.get(index)) || isScripted(statements.get(index + 1))) {
                messages.add(statements.subList(start, index + 1));
                start = index + 1;
            }
        }
        return messages;
    }

    private static boolean isScripted(StepStatement statement) {
        return statement instanceof StepStatement.Scripted;
    }
}
