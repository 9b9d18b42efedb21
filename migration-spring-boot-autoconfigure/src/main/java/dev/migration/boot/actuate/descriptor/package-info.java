// SPDX-License-Identifier: Apache-2.0
/**
 * The JSON of {@code /actuator/migrations}: one record for each part. Snapshots of databases come in; records that Jackson writes go out.
 * Nothing here reads a database.
 */
@NullMarked
package dev.migration.boot.actuate.descriptor;

import org.jspecify.annotations.NullMarked;
