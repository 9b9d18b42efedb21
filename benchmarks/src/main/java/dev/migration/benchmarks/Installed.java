// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Programs of this machine. */
final class Installed {

    private Installed() {}

    /** Whether the search path of the system has a program. */
    static boolean has(String program) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
