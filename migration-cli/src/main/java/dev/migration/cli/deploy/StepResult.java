package dev.migration.cli.deploy;

import java.time.Duration;

import dev.migration.cli.output.JsonObject;

/**
 * A step of a deployment that is over.
 *
 * @param name what it is for, in a word
 * @param ok whether it did that
 * @param duration how long it took
 * @param detail what it found or did, or why not; may have several lines
 */
record StepResult(String name, boolean ok, Duration duration, String detail) {

    private static final String LINE = "%-9s %s  %d ms";

    /** For people. */
    String line() {
        return LINE.formatted(name, ok ? detail : "failed", duration.toMillis());
    }

    /** For programs. */
    Object facts() {
        return JsonObject.of("name", name)
                .and("ok", ok)
                .and("durationMillis", duration)
                .and("detail", detail)
                .map();
    }
}
