// SPDX-License-Identifier: Apache-2.0
/** Measures this project, other tools and the driver alone: the same scripts, in one run, on one server. */
@NullMarked
package dev.migration.benchmarks;

import org.jspecify.annotations.NullMarked;
