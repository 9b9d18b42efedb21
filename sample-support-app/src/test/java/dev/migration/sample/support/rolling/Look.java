// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.rolling;

/**
 * What a look at the database has found.
 *
 * @param second when, in seconds since the measurement began
 * @param waiting how many sessions of the application waited for a lock
 * @param longestMillis how long the longest of them had waited
 * @param filledPercent how much of the table the current batches have passed; 0 before they begin
 */
record Look(double second, int waiting, double longestMillis, double filledPercent) {}
