package dev.migration.sample.support.report;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** How the desk stands; averages are absent as long as there is nothing to average. */
record SupportSummary(
        Map<String, Long> openTicketsByStatus,
        long openTickets,
        long resolvedTickets,
        @Nullable Long averageResolutionTimeSeconds,
        @Nullable Double averageRating) {}
