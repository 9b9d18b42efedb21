// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import java.util.Optional;

import picocli.CommandLine.Option;

/** The option for the message of a new revision. */
final class MessageOption {

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "Its message, in one line.")
    private Optional<String> text = Optional.empty();

    /** The message; the default if the option is not given. */
    String orElse(String standard) {
        return text.orElse(standard);
    }
}
