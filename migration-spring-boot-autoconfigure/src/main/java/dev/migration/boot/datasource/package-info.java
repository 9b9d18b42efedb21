// SPDX-License-Identifier: Apache-2.0
/**
 * The DataSource of a migration: how it is chosen, which credentials it has, and how a DataSource without a pool is derived
 * from the application's.
 */
@NullMarked
package dev.migration.boot.datasource;

import org.jspecify.annotations.NullMarked;
