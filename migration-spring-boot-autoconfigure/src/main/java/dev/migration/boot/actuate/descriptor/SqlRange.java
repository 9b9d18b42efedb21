package dev.migration.boot.actuate.descriptor;

import org.jspecify.annotations.Nullable;

/** From where to where SQL is wanted. */
public record SqlRange(String from, String to) {

    public static SqlRange of(@Nullable String from, @Nullable String to) {
        return new SqlRange(from == null ? "base" : from.strip(), to == null ? "heads" : to.strip());
    }

    /** As the grammar of ranges has it. */
    String text() {
        return from + ":" + to;
    }
}
