// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import dev.migration.Revisions;
import dev.migration.cli.setting.UsageException;
import dev.migration.schema.replay.SeedRows;

/** With which rows revisions are checked, and which downgrades may lose them. */
public final class RoundTripOptions {

    private static final String SUFFIX = ".sql";

    @Option(
            names = "--rows",
            paramLabel = "FOLDER",
            description =
                    "Inserts rows of your own: after each revision, the SQL of the file REVISION.sql in this folder is run.")
    private @Nullable Path folder;

    @Option(names = "--no-generated-rows", description = "Leaves empty tables empty.")
    private boolean withoutGenerated;

    @Option(
            names = "--may-lose-rows",
            paramLabel = "REVISION",
            split = ",",
            description = "A revision whose downgrade cannot restore all rows. The loss is shown and is no failure.")
    private List<String> losing = new ArrayList<>();

    /**
     * Refuses options that would be ignored.
     *
     * @param generates whether rows are generated although there are no round trips
     * @throws UsageException if an option needs one that was not given
     */
    public void refuseWithoutRoundTrip(boolean generates) {
        if (folder != null || !losing.isEmpty()) {
            throw new UsageException("--rows and --may-lose-rows are options of --round-trip.", "Add --round-trip.");
        }
        if (withoutGenerated && !generates) {
            throw new UsageException(
                    "--no-generated-rows is an option of --round-trip and --from.",
                    "Add --round-trip, or --from RELEASE.");
        }
    }

    /** The rows of released states. */
    SeedRows generated() {
        return withoutGenerated ? SeedRows.NONE : SeedRows.GENERATED;
    }

    /** The ids of the revisions whose downgrades may lose rows. */
    Set<String> losing(Revisions revisions) {
        return Set.copyOf(revisions.resolve(losing).stream()
                .map(revision -> revision.id())
                .toList());
    }

    /**
     * The rows.
     *
     * @param working the folder to which a relative one refers
     * @throws UsageException if the folder cannot be read, or a file has not the name of a revision
     */
    SeedRows rows(Path working, Revisions revisions) {
        return new SeedRows(folder == null ? Map.of() : files(working.resolve(folder), revisions), !withoutGenerated);
    }

    private static Map<String, String> files(Path folder, Revisions revisions) {
        Map<String, String> rows = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    String id = name.substring(0, name.length() - SUFFIX.length());
                    if (revisions.find(id).isEmpty()) {
                        throw new UsageException(
                                "The rows of " + file + " belong to no revision: there is no '" + id + "'.",
                                "Name each file after the revision after which it runs, such as abc123.sql.");
                    }
                    rows.put(id, Files.readString(file));
                }
            }
        } catch (IOException failure) {
            throw new UsageException(
                    "The rows cannot be read: " + failure + ".", "Name a folder with files such as abc123.sql.");
        }
        return rows;
    }
}
