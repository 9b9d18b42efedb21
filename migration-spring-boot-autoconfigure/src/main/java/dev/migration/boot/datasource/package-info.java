/**
 * The {@code DataSource} of a migration: which one is chosen, with which credentials, and how it is derived
 * without a pool.
 */
@NullMarked
package dev.migration.boot.datasource;

import org.jspecify.annotations.NullMarked;
