// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline.recording;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** A statement without parameters. */
final class RecordingStatement extends RecordingCalls {

    private static final int LONGEST_SHOWN = 80;

    RecordingStatement(RevisionRecorder recorder) {
        super(recorder);
    }

    @Override
    String sql(String name, @Nullable Object[] arguments) throws SQLException {
        if (arguments.length > 1
                && !Integer.valueOf(Statement.NO_GENERATED_KEYS).equals(arguments[1])) {
            throw recorder().needsResult(describe(name, arguments) + " for generated keys");
        }
        return ParameterPlaceholders.none(String.valueOf(arguments[0]));
    }

    @Override
    String describe(String name, @Nullable Object[] arguments) {
        String text = Arrays.stream(arguments)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .map(sql -> "(\"" + shortened(sql) + "\")")
                .orElse("");
        return name + text;
    }

    private static String shortened(String sql) {
        return sql.length() > LONGEST_SHOWN ? sql.substring(0, LONGEST_SHOWN - 1) + "…" : sql;
    }
}
