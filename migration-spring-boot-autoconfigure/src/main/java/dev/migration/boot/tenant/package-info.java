// SPDX-License-Identifier: Apache-2.0
/**
 * Tenants of a database in a Spring Boot application ({@code migration.tenants.*}): the condition, the sources of tenants,
 * the start-up strategy and the initializer.
 */
@NullMarked
package dev.migration.boot.tenant;

import org.jspecify.annotations.NullMarked;
