// SPDX-License-Identifier: Apache-2.0
/**
 * The commands that write revisions, templates and projects.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.authoring;

import org.jspecify.annotations.NullMarked;
