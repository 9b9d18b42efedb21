// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.run;

import java.nio.file.Path;
import java.util.Optional;

import picocli.CommandLine.Option;

import dev.migration.cli.saved.PlanFile;
import dev.migration.cli.setting.UsageException;
import dev.migration.plan.SavedPlan;

/** The option that names the file of a saved plan. */
public final class SavedPlanOption {

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description =
                    "Applies the plan that 'plan --out FILE' has saved, and nothing else; refused if anything changed.")
    private Optional<Path> file = Optional.empty();

    /** Whether a file was named; does not read it. */
    public boolean isGiven() {
        return file.isPresent();
    }

    /**
     * Reads the plan, if a file was named.
     *
     * @param folder the working directory
     * @param target the target on the command line
     * @throws UsageException if there is a target, too, or if the file is no saved plan
     */
    public Optional<SavedPlan> read(Path folder, Optional<String> target) {
        if (file.isPresent() && target.isPresent()) {
            throw new UsageException(
                    "A TARGET and --plan exclude each other.", "Leave out the TARGET: the saved plan has one.");
        }
        return file.map(named -> new PlanFile(folder.resolve(named)).read());
    }
}
