// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads the samples of a page of the documentation. */
record Handbook(Path page) {

    /**
     * The text of the code block after a comment.
     *
     * @param language the language of the code block; may be empty
     */
    String sample(String comment, String language) throws IOException {
        Matcher sample = Pattern.compile("<!-- " + comment + " -->\\s*```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(page));
        assertThat(sample.find()).as("a sample named " + comment).isTrue();
        return sample.group(1);
    }
}
