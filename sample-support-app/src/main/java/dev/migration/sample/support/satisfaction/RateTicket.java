package dev.migration.sample.support.satisfaction;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A customer's verdict: one star to five, and a word if they like. */
record RateTicket(
        @NotNull @Min(1) @Max(5) Integer rating,

        @Size(max = 10_000) @Pattern(regexp = STORABLE) @Nullable
        String feedback) {

    /** PostgreSQL keeps every character in a text but NUL. */
    private static final String STORABLE = "[^\\x00]*";
}
