/**
 * What is done to many tenants: one look at all of them, their schemas, and the queue that workers share.
 *
 * <p>API: nothing.
 */
@NullMarked
package dev.migration.tenant.run;

import org.jspecify.annotations.NullMarked;
