package dev.migration.revision.target;

import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;
import java.util.Optional;

/**
 * From one place to another, as typed: {@code a:b}, {@code :b}, {@code a:} or {@code :}.
 *
 * @param start where it begins, itself included; empty means the very beginning
 * @param end where it ends, itself included; empty means every head
 */
public record TargetRange(Optional<Target> start, Optional<Target> end) {

    /** From the very beginning to every head. */
    public static final TargetRange ALL = new TargetRange(Optional.empty(), Optional.empty());

    /** @throws TargetException if the text has not exactly one colon, or a side of it is not a target */
    public static TargetRange parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0 || colon != text.lastIndexOf(':')) {
            throw new TargetException(new ResolutionFault.UnreadableRange(text.strip()));
        }
        return new TargetRange(side(text.substring(0, colon)), side(text.substring(colon + 1)));
    }

    private static Optional<Target> side(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(Target.parse(text));
    }

    @Override
    public String toString() {
        return text(start) + ":" + text(end);
    }

    private static String text(Optional<Target> side) {
        return side.map(Target::toString).orElse("");
    }
}
