// SPDX-License-Identifier: Apache-2.0
/** Compares the planner with recorded answers of Alembic. */
@NullMarked
package dev.migration.parity;

import org.jspecify.annotations.NullMarked;
