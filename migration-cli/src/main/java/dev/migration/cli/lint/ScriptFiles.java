// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.Revisions;
import dev.migration.cli.output.AtomicFile;
import dev.migration.cli.setting.UsageException;
import dev.migration.lint.fix.FixReport.FixedScript;

/**
 * The files of scripts.
 *
 * @param revisions the scripts
 */
record ScriptFiles(Revisions revisions) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** The file with this name in messages, if it may be written; a script in a jar has none. */
    Optional<Path> find(String source) {
        return revisions.file(source).filter(file -> Files.isRegularFile(file) && Files.isWritable(file));
    }

    /**
     * Writes new texts.
     *
     * @throws UsageException if a file changed since it was read, or cannot be written
     */
    void write(List<FixedScript> scripts) {
        Map<Path, String> texts = new LinkedHashMap<>();
        for (FixedScript script : scripts) {
            Path file = find(script.source()).orElseThrow(() -> changed(script.source()));
            texts.put(file, newText(file, script));
        }
        texts.forEach((file, text) -> {
            try {
                AtomicFile.write(file, text);
            } catch (IOException failure) {
                throw unwritable(file.toString(), failure);
            }
        });
    }

    private static String newText(Path file, FixedScript script) {
        try {
            String found = Files.readString(file);
            String mark = found.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
            if (!found.substring(mark.length()).equals(script.before())) {
                throw changed(script.source());
            }
            return mark + script.after();
        } catch (IOException failure) {
            throw unwritable(script.source(), failure);
        }
    }

    private static UsageException changed(String source) {
        return new UsageException(source + " was changed while it was linted.", "Lint it again.");
    }

    private static UsageException unwritable(String file, IOException failure) {
        return new UsageException(file + " cannot be written: " + failure + ".", "Make it writable, and lint again.");
    }
}
