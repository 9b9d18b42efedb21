// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.state;

import picocli.CommandLine.Option;

/** The option of the commands that show revisions. */
final class VerboseOption {

    @Option(
            names = {"-v", "--verbose"},
            description = "Shows all properties of each revision.")
    private boolean verbose;

    /** Whether all properties are shown. */
    boolean isSet() {
        return verbose;
    }
}
