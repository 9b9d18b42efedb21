/**
 * Tenants of an application's database ({@code migration.tenants.*}): condition, sources, start-up and
 * initializer.
 */
@NullMarked
package dev.migration.boot.tenant;

import org.jspecify.annotations.NullMarked;
