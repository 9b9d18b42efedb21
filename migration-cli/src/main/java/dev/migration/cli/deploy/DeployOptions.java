package dev.migration.cli.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What somebody wants of a deployment.
 *
 * @param target where to
 * @param back whether the way leads down
 * @param dryRun whether nothing shall be changed
 * @param stay whether what was committed stays when something behind it fails
 * @param limit how long the migration may take
 * @param backup what is kept of the database before; empty means nothing
 */
record DeployOptions(
        String target, boolean back, boolean dryRun, boolean stay, Optional<Duration> limit, Optional<Backup> backup) {

    /**
     * A dump before anything is changed.
     *
     * @param folder where it goes
     * @param keep how many of them stay
     * @param program a pg_dump that was named
     */
    record Backup(Path folder, int keep, Optional<Path> program) {}

    /** What the way is called. */
    String verb() {
        return back ? "downgrade" : "upgrade";
    }
}
