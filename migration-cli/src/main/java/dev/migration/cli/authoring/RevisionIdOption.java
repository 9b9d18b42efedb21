// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import java.util.Optional;

import picocli.CommandLine.Option;

/** The option for the id of a new revision. */
final class RevisionIdOption {

    @Option(
            names = "--rev-id",
            paramLabel = "ID",
            description = "Its id. The default is twelve random hexadecimal digits.")
    private Optional<String> id = Optional.empty();

    /** The id; empty means a random one. */
    Optional<String> id() {
        return id;
    }
}
