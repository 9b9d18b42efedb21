// SPDX-License-Identifier: Apache-2.0
/**
 * The base of all commands: executes a command for one or more databases, and prints its report or its failure.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.command;

import org.jspecify.annotations.NullMarked;
