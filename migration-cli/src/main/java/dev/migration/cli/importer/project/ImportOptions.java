// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import picocli.CommandLine.Option;

/** The options of all import commands. */
public final class ImportOptions {

    @Option(names = "--dry-run", description = "Shows the plan and does nothing.")
    boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Does it without a question.")
    boolean yes;

    @Option(names = "--stand-ins", description = "Writes a revision that fails for each applied change without SQL.")
    boolean standIns;

    @Option(
            names = "--no-placeholders",
            description = "'$${name}' in the scripts is text, which the other tool does not replace.")
    boolean noPlaceholders;

    /** Whether an applied change without SQL becomes a revision that fails. */
    public boolean standIns() {
        return standIns;
    }

    /** Whether the scripts have no placeholders. */
    public boolean noPlaceholders() {
        return noPlaceholders;
    }
}
