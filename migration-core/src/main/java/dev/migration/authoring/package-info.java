// SPDX-License-Identifier: Apache-2.0
/**
 * Writes revisions: takes a draft and creates files. This package does not access a database. Existing files are never
 * overwritten, except by a rebase.
 *
 * <p>API.
 */
@NullMarked
package dev.migration.authoring;

import org.jspecify.annotations.NullMarked;
