// SPDX-License-Identifier: Apache-2.0
/**
 * The second database, in the profile {@code analytics}: facts about each day, which a scheduled report computes from the tickets and which
 * the overview shows by week.
 */
@NullMarked
package dev.migration.sample.support.analytics;

import org.jspecify.annotations.NullMarked;
