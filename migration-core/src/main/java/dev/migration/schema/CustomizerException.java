// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema;

import dev.migration.error.MigrationException;

/** A {@link SchemaDifferenceCustomizer} failed, or returned a difference of something else. Nothing was written. */
public final class CustomizerException extends MigrationException {

    private static final long serialVersionUID = 1L;

    CustomizerException(SchemaDifferenceCustomizer customizer, SchemaDifference given, SchemaDifference returned) {
        super(
                name(customizer) + " returned another difference, '" + returned + "', than it was asked about: '"
                        + given + "'.",
                "Let it return the difference that it gets, one of the same object with other facts, or Optional.empty().");
    }

    CustomizerException(SchemaDifferenceCustomizer customizer, SchemaDifference given, RuntimeException failure) {
        super(
                name(customizer) + " failed for the difference '" + given + "': " + failure,
                "Correct it, or remove the bean or the service.",
                failure);
    }

    private static String name(SchemaDifferenceCustomizer customizer) {
        return "The SchemaDifferenceCustomizer " + customizer.getClass().getName();
    }
}
