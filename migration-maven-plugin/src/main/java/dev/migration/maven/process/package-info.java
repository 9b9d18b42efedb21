// SPDX-License-Identifier: Apache-2.0
/**
 * The process of a goal. Input: the class paths of the project and of the plugin, and the words of a command. Output: the exit code.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.maven.process;

import org.jspecify.annotations.NullMarked;
