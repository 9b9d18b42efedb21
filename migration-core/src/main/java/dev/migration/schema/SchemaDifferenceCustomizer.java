// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema;

import java.util.Optional;

/**
 * Rewrites or vetoes a difference between two schemas, before it is reported and before statements are written for it.
 *
 * <p>{@code revision --autogenerate}, {@code check}, {@code drift} and {@code diff} call each customizer for each object that differs.
 * In an application it is a bean, on the command line a service of {@link java.util.ServiceLoader}. What it decides is the second
 * schema from then on: statements are written, tried and compared with that.
 *
 * <pre>{@code
 * @Bean
 * SchemaDifferenceCustomizer legacyTablesStay() {
 *     return difference -> difference instanceof SchemaDifference.Removed
 *                     && difference.object().name().startsWith("public.legacy_")
 *             ? Optional.empty()
 *             : Optional.of(difference);
 * }
 * }</pre>
 *
 * <p>Customizers run in their order ({@code @Order}); each one gets what the one before it returned. The position of a column
 * ({@code attnum}) is not among the facts.
 */
@FunctionalInterface
public interface SchemaDifferenceCustomizer {

    /**
     * Decides about a difference.
     *
     * <p>It is called for a table and for each of its parts: columns, constraints, indexes. The parts of a new table that is vetoed,
     * and those of a table that is removed, follow the table without a call.
     *
     * @param difference what changes when the first schema becomes the second one
     * @return the same difference; one of the same kind and object with other facts; or empty: nothing changes, the object stays as it
     *     is in the first schema
     */
    Optional<SchemaDifference> customize(SchemaDifference difference);
}
