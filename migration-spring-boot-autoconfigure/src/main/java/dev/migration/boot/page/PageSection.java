// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.time.Instant;

import dev.migration.boot.page.markup.Markup;
import dev.migration.boot.page.markup.Phrase;

/** The section of the page for one database. */
interface PageSection {

    /** Whether a run is in progress, so that the page is refreshed more often. */
    boolean isRunning();

    void write(Markup page, Instant now);

    /** Opens a section with its heading; the caller closes it. */
    static void open(Markup page, String key, Phrase title) {
        page.open("section", "aria-labelledby", key + "-name");
        page.open("h2", "id", key + "-name");
        title.write(page);
        page.close();
    }
}
