// SPDX-License-Identifier: Apache-2.0
/** Databases with revisions: input is a {@code Migrator}, output are copies of templates that are filled once in a JVM. */
@NullMarked
package dev.migration.test.database;

import org.jspecify.annotations.NullMarked;
