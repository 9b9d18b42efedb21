package dev.migration;

import java.util.List;
import java.util.Optional;

/**
 * What to write down without running it.
 *
 * @param targets where the database is; several are one set, in whatever order
 * @param purge whether to forget first all that is applied
 * @param tag what the history shall say about it
 * @param repeatables the names of repeatables whose present text is applied already, so that they do not run again until it
 *     changes
 */
public record StampRequest(List<String> targets, boolean purge, Optional<String> tag, List<String> repeatables) {

    public StampRequest {
        targets = List.copyOf(targets);
        repeatables = List.copyOf(repeatables);
    }

    /** One that says nothing about repeatables. */
    public StampRequest(List<String> targets, boolean purge, Optional<String> tag) {
        this(targets, purge, tag, List.of());
    }

    /** To these targets, beside what is applied elsewhere, without a tag. */
    public static StampRequest to(String... targets) {
        return new StampRequest(List.of(targets), false, Optional.empty());
    }
}
