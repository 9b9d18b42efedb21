package dev.migration.version;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A statement that changes the state, with its parameters apart, so that one text serves the connection and a file.
 *
 * @param sql with a question mark for each parameter
 * @param parameters texts, numbers, byte arrays or null
 */
public record StateStatement(String sql, List<@Nullable Object> parameters) {

    static StateStatement of(String sql, @Nullable Object... parameters) {
        return new StateStatement(sql, Arrays.asList(parameters));
    }
}
