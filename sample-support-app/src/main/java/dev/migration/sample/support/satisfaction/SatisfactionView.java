package dev.migration.sample.support.satisfaction;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** A rating as the REST API shows it. */
record SatisfactionView(int ticketId, int rating, @Nullable String feedback, Instant createdAt) {

    static SatisfactionView of(CustomerSatisfaction satisfaction) {
        return new SatisfactionView(
                satisfaction.ticketId(), satisfaction.rating(), satisfaction.feedback(), satisfaction.createdAt());
    }
}
