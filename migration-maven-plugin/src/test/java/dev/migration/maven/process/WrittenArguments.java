// SPDX-License-Identifier: Apache-2.0
package dev.migration.maven.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A program that writes its arguments into files of its folder: as it gets them, and as other users see them. It ends with 3. */
final class WrittenArguments {

    private WrittenArguments() {}

    public static void main(String[] arguments) throws IOException {
        Files.write(Path.of("received"), List.of(arguments), StandardCharsets.UTF_8);
        String[] visible = ProcessHandle.current().info().arguments().orElseThrow();
        Files.write(Path.of("visible"), Stream.of(visible).toList(), StandardCharsets.UTF_8);
        System.exit(3);
    }
}
