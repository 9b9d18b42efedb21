/**
 * Tenants: the same revisions in many schemas of one database. Names come in; states and reports go out.
 *
 * <p>API: all of it. The work is done in {@link dev.migration.tenant.run}, and the front door is {@code
 * TenantMigrator}, which this room does not know.
 */
@NullMarked
package dev.migration.tenant;

import org.jspecify.annotations.NullMarked;
