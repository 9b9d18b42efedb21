// SPDX-License-Identifier: Apache-2.0
/**
 * Tenants: the same revisions in many schemas of one database. Settings, names, states and reports.
 *
 * <p>API: all types. {@code TenantMigrator}, in {@code dev.migration.tenant.run}, is the entry point.
 */
@NullMarked
package dev.migration.tenant;

import org.jspecify.annotations.NullMarked;
