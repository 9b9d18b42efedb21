// SPDX-License-Identifier: Apache-2.0
/**
 * The entry point: {@link dev.migration.Migrator} with its builder and settings, and what its reader returns.
 *
 * <p>API. Of the packages of this module only {@code tenant.run} imports it.
 */
@NullMarked
package dev.migration;

import org.jspecify.annotations.NullMarked;
