/** Asks the planner what Alembic was asked, and compares the answers. */
@NullMarked
package dev.migration.parity;

import org.jspecify.annotations.NullMarked;
