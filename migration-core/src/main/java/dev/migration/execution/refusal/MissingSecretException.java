// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.migration.error.MigrationException;

/** A script uses a secret variable that has no value here. Nothing was run. */
public final class MissingSecretException extends MigrationException {

    private final transient Set<String> names;

    /** @param usedIn the scripts that use each name */
    public MissingSecretException(Map<String, Set<String>> usedIn) {
        super(
                "A secret has no value: "
                        + usedIn.entrySet().stream()
                                .map(use -> "${" + use.getKey() + "} in " + String.join(", ", use.getValue()))
                                .collect(Collectors.joining("; "))
                        + ". Secrets are not stored.",
                "Give it for this run: "
                        + usedIn.keySet().stream()
                                .map(name -> "-x " + name + "=…")
                                .collect(Collectors.joining(" "))
                        + ", or set migration.variables."
                        + usedIn.keySet().iterator().next() + ".");
        this.names = new TreeSet<>(usedIn.keySet());
    }

    /** The names without a value. */
    public Set<String> names() {
        return names;
    }
}
