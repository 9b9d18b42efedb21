// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import java.util.List;
import java.util.stream.Collectors;

import dev.migration.error.MigrationException;

/** Scripts have faults. The exception carries all of them. Nothing was run. */
public final class InvalidScriptsException extends MigrationException {

    private final transient List<ScriptFault> faults;

    public InvalidScriptsException(List<ScriptFault> faults) {
        super(describe(faults), remedies(faults));
        this.faults = List.copyOf(faults);
    }

    public List<ScriptFault> faults() {
        return faults;
    }

    private static String describe(List<ScriptFault> faults) {
        String title = faults.size() == 1
                ? "A revision script has a fault; nothing was run:"
                : "The revision scripts have " + faults.size() + " faults; nothing was run:";
        return faults.stream()
                .map(fault -> "  " + fault.place() + "  " + fault.problem())
                .collect(Collectors.joining(System.lineSeparator(), title + System.lineSeparator(), ""));
    }

    private static String remedies(List<ScriptFault> faults) {
        if (faults.size() == 1) {
            return faults.get(0).remedy();
        }
        return faults.stream()
                .map(fault -> "  " + fault.place() + "  " + fault.remedy())
                .collect(Collectors.joining(System.lineSeparator(), System.lineSeparator(), ""));
    }
}
