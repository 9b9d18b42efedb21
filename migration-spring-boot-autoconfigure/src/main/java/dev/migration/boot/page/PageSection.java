// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.time.Instant;

import dev.migration.boot.page.markup.Markup;

/** The section of the page for one database. */
interface PageSection {

    /** Whether a run is in progress, so that the page is refreshed more often. */
    boolean isRunning();

    void write(Markup page, Instant now);
}
