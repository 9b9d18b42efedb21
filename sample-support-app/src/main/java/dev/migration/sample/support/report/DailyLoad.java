// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.report;

import java.time.LocalDate;

/** The number of tickets that were opened and resolved on a day. */
public record DailyLoad(LocalDate day, long opened, long resolved) {}
