// SPDX-License-Identifier: Apache-2.0
/**
 * Scripts and Java revisions: sections, hooks, repeatables, variables, and faults with their file and line.
 *
 * <p>API: {@link dev.migration.script.JavaRevision} and the types that it uses. The rest is internal.
 */
@NullMarked
package dev.migration.script;

import org.jspecify.annotations.NullMarked;
