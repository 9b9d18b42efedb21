// SPDX-License-Identifier: Apache-2.0
/**
 * Runs commands on many tenants: reads the state of all of them, creates schemas, and shares the tenants among workers.
 *
 * <p>API: {@link dev.migration.tenant.run.TenantMigrator}. The rest is internal.
 */
@NullMarked
package dev.migration.tenant.run;

import org.jspecify.annotations.NullMarked;
