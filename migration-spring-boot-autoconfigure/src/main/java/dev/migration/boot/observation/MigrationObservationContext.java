package dev.migration.boot.observation;

import java.util.Locale;
import java.util.Optional;

import io.micrometer.observation.Observation;

import dev.migration.plan.Plan;
import dev.migration.plan.Step;

/** A run that is observed, or a revision of it. */
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

    /** What operators call the database; {@code primary} where there is only one. */
    public String database() {
        return database;
    }

    /** What the run carries out. */
    public Plan plan() {
        return plan;
    }

    /** The revision and its direction; empty for the run as a whole. */
    public Optional<Step> step() {
        return step;
    }

    /** {@code upgrade}, {@code downgrade} or {@code stamp}. */
    public String operation() {
        return plan.operation().name().toLowerCase(Locale.ROOT);
    }

    /** {@code success} or {@code failure}; {@code unknown} until then. */
    public String outcome() {
        return outcome;
    }

    void ended(String how) {
        outcome = how;
    }
}
