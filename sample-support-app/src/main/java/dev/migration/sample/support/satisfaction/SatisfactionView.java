// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.satisfaction;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** A rating in the REST API. */
public record SatisfactionView(
        int ticketId, int rating, @Nullable String feedback, Instant createdAt) {

    static SatisfactionView of(CustomerSatisfaction satisfaction) {
        return new SatisfactionView(
                satisfaction.ticketId(), satisfaction.rating(), satisfaction.feedback(), satisfaction.createdAt());
    }
}
