// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;

import dev.migration.error.MigrationException;

/** Settings are invalid. */
public final class InvalidSettingsException extends MigrationException {

    private final transient List<String> faults;

    InvalidSettingsException(List<String> faults, String remedy) {
        super(String.join(" ", faults), remedy);
        this.faults = List.copyOf(faults);
    }

    /** The faults, one sentence for each setting. */
    public List<String> faults() {
        return faults;
    }
}
