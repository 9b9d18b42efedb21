// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.report;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The summary of all tickets. An average is null as long as there is no value to average. */
public record SupportSummary(
        Map<String, Long> openTicketsByStatus,
        long openTickets,
        long resolvedTickets,
        @Nullable Long averageResolutionTimeSeconds,
        @Nullable Double averageRating) {}
