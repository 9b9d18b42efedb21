// SPDX-License-Identifier: Apache-2.0
/**
 * Publishes the events of one run, each once, however many sessions the run uses.
 */
@NullMarked
package dev.migration.execution.progress;

import org.jspecify.annotations.NullMarked;
