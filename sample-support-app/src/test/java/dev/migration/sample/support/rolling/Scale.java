// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.rolling;

/**
 * How large a demonstration is.
 *
 * @param instances how many instances get requests
 * @param tickets how many tickets exist before
 * @param rate how many tickets are opened in a second, each with six more requests
 * @param steady how many requests are answered between two steps of a deployment
 */
record Scale(int instances, int tickets, int rate, int steady) {}
