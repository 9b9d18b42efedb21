// SPDX-License-Identifier: Apache-2.0
/**
 * The scripts of a released state. Input: a revision of git, a folder or a jar. Output: folders with the scripts.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.release;

import org.jspecify.annotations.NullMarked;
