// SPDX-License-Identifier: Apache-2.0
/**
 * Loads all scripts of an application: finds the files of the locations and of the modules, parses
 * them, links the graph of those that take part, and collects all faults before it
 * throws.
 */
@NullMarked
package dev.migration.script.load;

import org.jspecify.annotations.NullMarked;
