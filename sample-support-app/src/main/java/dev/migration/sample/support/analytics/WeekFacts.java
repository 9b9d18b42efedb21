// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.analytics;

import java.math.BigDecimal;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * What happened in a week.
 *
 * @param monday the first day of the week
 * @param average the average of the ratings, from 1 to 5; null if there is none
 */
public record WeekFacts(
        LocalDate monday,
        long opened,
        long resolved,
        long ratings,
        @Nullable BigDecimal average) {}
