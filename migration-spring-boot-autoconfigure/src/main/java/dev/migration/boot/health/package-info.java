// SPDX-License-Identifier: Apache-2.0
/**
 * The health component {@code migrations}: whether the database is in the state that this application needs. Snapshots of the state come
 * in; the health of Spring Boot goes out.
 */
@NullMarked
package dev.migration.boot.health;

import org.jspecify.annotations.NullMarked;
