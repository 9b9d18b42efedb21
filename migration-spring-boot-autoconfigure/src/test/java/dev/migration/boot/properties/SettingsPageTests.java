// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.properties;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares {@code docs/settings.md} with the configuration metadata; {@code -Ddocs.update=true} writes its tables anew. */
class SettingsPageTests {

    private static final Path PAGE = Path.of("../docs/settings.md");
    private static final String BEGINNING = "<!-- settings -->\n";
    private static final String END = "<!-- end -->";

    @Test
    void thePageHasEveryPropertyOfTheMetadata() throws IOException {
        String tables = new SettingsPage(MetadataTests.properties()).text();
        if (Boolean.getBoolean("docs.update")) {
            String page = Files.readString(PAGE);
            int start = page.indexOf(BEGINNING) + BEGINNING.length();
            Files.writeString(PAGE, page.substring(0, start) + tables + page.substring(page.indexOf(END, start)));
        }

        assertThat(Files.readString(PAGE)).contains(BEGINNING + tables + END);
    }
}
