// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code rehearse}, with its report as text, JSON and Markdown.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.rehearsal;

import org.jspecify.annotations.NullMarked;
