// SPDX-License-Identifier: Apache-2.0
/**
 * The goals. Input: the parameters of a goal and the project. Output: the command that runs in a process of its own; a goal fails if
 * its command ends with another exit code than 0.
 */
@NullMarked
package dev.migration.maven;

import org.jspecify.annotations.NullMarked;
