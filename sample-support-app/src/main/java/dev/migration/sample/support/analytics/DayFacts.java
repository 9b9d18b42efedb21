// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.analytics;

import java.time.LocalDate;

/**
 * What happened on a day.
 *
 * @param ratings how many tickets were rated
 * @param stars the sum of these ratings
 */
record DayFacts(LocalDate day, long opened, long resolved, long ratings, long stars) {}
