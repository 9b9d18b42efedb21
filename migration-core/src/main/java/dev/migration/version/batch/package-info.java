// SPDX-License-Identifier: Apache-2.0
/** The rows of batches, of their ranges and of jobs in the background: what is written with a batch, and what readers see. */
@NullMarked
package dev.migration.version.batch;

import org.jspecify.annotations.NullMarked;
