// SPDX-License-Identifier: Apache-2.0
/**
 * Auto-configuration of the migration: it runs when the application starts, and beans that need the database are created
 * after it.
 */
@NullMarked
package dev.migration.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
