package dev.migration.boot.page;

import java.time.Instant;

/** A part of the page. */
interface PageSection {

    /** Whether the page should come again soon. */
    boolean isMoving();

    void write(Markup page, Instant now);
}
