// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.observation;

import java.util.Locale;
import java.util.Optional;

import io.micrometer.observation.Observation;

import dev.migration.plan.Plan;
import dev.migration.plan.Step;

/** The context of the observation of a run, or of a revision in a run. */
public final class MigrationObservationContext extends Observation.Context {

    private final String database;
    private final Plan plan;
    private final Optional<Step> step;
    private String outcome = "unknown";

    MigrationObservationContext(String database, Plan plan, Optional<Step> step) {
        this.database = database;
        this.plan = plan;
        this.step = step;
    }

    /** The name of the database; {@code primary} if there is only one. */
    public String database() {
        return database;
    }

    /** The plan that the run executes. */
    public Plan plan() {
        return plan;
    }

    /** The revision and its direction; empty for the observation of the run. */
    public Optional<Step> step() {
        return step;
    }

    /** {@code upgrade}, {@code downgrade} or {@code stamp}. */
    public String operation() {
        return plan.operation().name().toLowerCase(Locale.ROOT);
    }

    /** {@code success} or {@code failure}; {@code unknown} until the observation ends. */
    public String outcome() {
        return outcome;
    }

    void ended(String result) {
        outcome = result;
    }
}
