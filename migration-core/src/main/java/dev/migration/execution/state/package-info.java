// SPDX-License-Identifier: Apache-2.0
/**
 * The state of a database compared with the scripts: applied, pending, unknown, edited, repeatables, parent
 * changes. Takes rows of the state tables and scripts; values only.
 */
@NullMarked
package dev.migration.execution.state;

import org.jspecify.annotations.NullMarked;
