// SPDX-License-Identifier: Apache-2.0
/**
 * The entry point: {@link dev.migration.Migrator} with its builder and settings, and what its reader returns.
 *
 * <p>API. Only packages that run whole commands import it: {@code tenant.run}, {@code lint.run} and {@code schema.replay}.
 */
@NullMarked
package dev.migration;

import org.jspecify.annotations.NullMarked;
