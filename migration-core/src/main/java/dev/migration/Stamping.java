package dev.migration;

import java.util.List;
import java.util.Optional;

/**
 * What to write down without running it.
 *
 * @param targets where the database is; several are one set, in whatever order
 * @param purge whether to forget first all that is applied
 * @param tag what the history shall say about it
 */
public record Stamping(List<String> targets, boolean purge, Optional<String> tag) {

    public Stamping {
        targets = List.copyOf(targets);
    }

    /** To these targets, beside what is applied elsewhere, without a tag. */
    public static Stamping to(String... targets) {
        return new Stamping(List.of(targets), false, Optional.empty());
    }
}
