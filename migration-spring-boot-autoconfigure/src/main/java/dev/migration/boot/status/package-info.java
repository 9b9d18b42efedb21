// SPDX-License-Identifier: Apache-2.0
/**
 * The state of each migrated database while the application runs. Migrators come in; snapshots of the state go out. The last known
 * state stays available while a database does not answer.
 */
@NullMarked
package dev.migration.boot.status;

import org.jspecify.annotations.NullMarked;
