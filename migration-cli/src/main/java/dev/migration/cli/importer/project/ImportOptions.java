package dev.migration.cli.importer.project;

import picocli.CommandLine.Option;

/** What can be said about every import. */
public final class ImportOptions {

    @Option(names = "--dry-run", description = "Only shows what would be done.")
    boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Does it without asking.")
    boolean yes;

    @Option(
            names = "--stand-ins",
            description = "Lets a revision that fails stand for each applied change of which there is no SQL.")
    boolean standIns;

    @Option(
            names = "--no-placeholders",
            description = "'${name}' in the scripts is text, and was never replaced by the other tool.")
    boolean noPlaceholders;

    /** Whether revisions without SQL may be written. */
    public boolean standIns() {
        return standIns;
    }

    /** Whether nothing in the scripts is a placeholder. */
    public boolean noPlaceholders() {
        return noPlaceholders;
    }
}
