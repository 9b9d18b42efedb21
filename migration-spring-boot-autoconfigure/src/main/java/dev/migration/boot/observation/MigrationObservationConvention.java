package dev.migration.boot.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * What is said about the observations {@code migration.run} and, in it, {@code migration.run.revision} for each revision; a bean
 * of this type replaces it.
 *
 * <ul>
 *   <li>of low cardinality: {@code database}, {@code operation}, {@code outcome}
 *   <li>of high cardinality: {@code revision}; for a run {@code revisions}, how many it has
 * </ul>
 */
public interface MigrationObservationConvention extends ObservationConvention<MigrationObservationContext> {

    /** What is used when there is no bean. */
    MigrationObservationConvention DEFAULT = new MigrationObservationConvention() {};

    @Override
    default String getContextualName(MigrationObservationContext context) {
        return context.step()
                .map(step -> context.operation() + " " + step.revision().id())
                .orElseGet(() -> "migration " + context.operation());
    }

    @Override
    default KeyValues getLowCardinalityKeyValues(MigrationObservationContext context) {
        return KeyValues.of(
                "database", context.database(), "operation", context.operation(), "outcome", context.outcome());
    }

    @Override
    default KeyValues getHighCardinalityKeyValues(MigrationObservationContext context) {
        return context.step()
                .map(step -> KeyValues.of("revision", step.revision().id()))
                .orElseGet(() -> KeyValues.of(
                        "revisions", Integer.toString(context.plan().steps().size())));
    }

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof MigrationObservationContext;
    }
}
