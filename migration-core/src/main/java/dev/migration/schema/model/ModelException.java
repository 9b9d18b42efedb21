// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.model;

import java.util.List;
import java.util.Map;

import dev.migration.error.MigrationException;

/** A model of a schema cannot be created. Nothing but a scratch database was changed. */
public final class ModelException extends MigrationException {

    private final List<String> faults;

    /**
     * @param model what a person calls the model
     * @param faults each with its place, in the order of the model
     */
    public ModelException(String model, List<String> faults, String remedy) {
        super("The schema of " + model + " cannot be created:\n" + String.join("\n", faults), remedy);
        this.faults = List.copyOf(faults);
    }

    public ModelException(String model, String fault, String remedy, Throwable cause) {
        super("The schema of " + model + " cannot be created:\n" + fault, remedy, cause);
        this.faults = List.of(fault);
    }

    /** Each with its place. */
    public List<String> faults() {
        return faults;
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("faults", faults);
    }
}
