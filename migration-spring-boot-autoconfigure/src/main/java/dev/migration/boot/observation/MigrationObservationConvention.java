// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * The names and key values of the observations {@code migration.run} and, inside it, {@code migration.run.revision} for each revision. A
 * bean of this type replaces the default.
 *
 * <ul>
 *   <li>low cardinality: {@code database}, {@code operation}, {@code outcome}
 *   <li>high cardinality: {@code revision}; for a run {@code revisions}, the number of its revisions
 * </ul>
 */
public interface MigrationObservationConvention extends ObservationConvention<MigrationObservationContext> {

    /** The convention that is used if there is no bean of this type. */
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
