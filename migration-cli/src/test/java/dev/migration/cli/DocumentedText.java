// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A block of text on a page of the documentation. */
final class DocumentedText {

    private DocumentedText() {}

    /** The block that begins with a line, without its fences. */
    static String of(Path page, String firstLine) throws IOException {
        List<String> lines = Files.readAllLines(page);
        int start = lines.indexOf(firstLine);
        int end = start + lines.subList(start, lines.size()).indexOf("```");
        return String.join("\n", lines.subList(start, end)) + "\n";
    }
}
