// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision.target;

import java.util.Optional;

import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;

/**
 * A range of targets, as typed: {@code a:b}, {@code :b}, {@code a:} or {@code :}.
 *
 * @param start the start, included; empty means the base
 * @param end the end, included; empty means all heads
 */
public record TargetRange(Optional<Target> start, Optional<Target> end) {

    /** From the base to all heads. */
    public static final TargetRange ALL = new TargetRange(Optional.empty(), Optional.empty());

    /**
     * Parses a range.
     *
     * @throws TargetException if the text does not have exactly one colon, or one side is not a target
     */
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
