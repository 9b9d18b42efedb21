// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.conversation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** The request to add a message to a ticket. */
public record WriteMessage(
        @NotNull Integer authorId,

        @NotBlank @Size(max = 10_000) @Pattern(regexp = STORABLE)
        String body) {

    /** PostgreSQL can store every character in a text except NUL. */
    private static final String STORABLE = "[^\\x00]*";
}
