// SPDX-License-Identifier: Apache-2.0
/**
 * The declaration of a data migration in batches: the directive {@code @batch}, the form of its statement and the ranges of its key,
 * as values. The input is text, the output is SQL. This package accesses neither files nor databases.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.batch;

import org.jspecify.annotations.NullMarked;
