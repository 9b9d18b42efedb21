// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.satisfaction;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The request to rate a ticket: one to five stars, and an optional text. */
public record RateTicket(
        @NotNull @Min(1) @Max(5) Integer rating,

        @Size(max = 10_000) @Pattern(regexp = STORABLE) @Nullable
        String feedback) {

    /** PostgreSQL can store every character in a text except NUL. */
    private static final String STORABLE = "[^\\x00]*";
}
