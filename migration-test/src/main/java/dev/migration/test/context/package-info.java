// SPDX-License-Identifier: Apache-2.0
/** Finds the migrator of a test with a Spring application context. */
@NullMarked
package dev.migration.test.context;

import org.jspecify.annotations.NullMarked;
