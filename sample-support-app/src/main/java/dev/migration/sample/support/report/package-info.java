// SPDX-License-Identifier: Apache-2.0
/** Reports, their schedules, and a summary of all tickets. */
@NullMarked
package dev.migration.sample.support.report;

import org.jspecify.annotations.NullMarked;
