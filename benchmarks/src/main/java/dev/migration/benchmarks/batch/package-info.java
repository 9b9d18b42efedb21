// SPDX-License-Identifier: Apache-2.0
/** Measures ways to change every row of a large table while an application updates its rows. */
@NullMarked
package dev.migration.benchmarks.batch;

import org.jspecify.annotations.NullMarked;
