// SPDX-License-Identifier: Apache-2.0
/**
 * The status page {@code /actuator/migrationspage}. Snapshots and descriptors of the databases come in; HTML goes out. The page changes
 * nothing.
 */
@NullMarked
package dev.migration.boot.page;

import org.jspecify.annotations.NullMarked;
