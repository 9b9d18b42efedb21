package dev.migration.boot.actuate.descriptor;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where a database is.
 *
 * @param status as in {@link DatabaseDescriptor}
 * @param current the applied revisions on which no other applied one stands
 */
public record CurrentDescriptor(
        String status, List<String> current, @Nullable String error) implements SelectionDescriptor.Part {

    public static CurrentDescriptor of(DatabaseDescriptor database) {
        return new CurrentDescriptor(database.status(), database.current(), database.error());
    }
}
