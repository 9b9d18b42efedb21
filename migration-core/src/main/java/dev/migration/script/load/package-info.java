// SPDX-License-Identifier: Apache-2.0
/**
 * Loads all scripts of an application: finds the files, parses them, links the graph, and collects all faults before it
 * throws.
 */
@NullMarked
package dev.migration.script.load;

import org.jspecify.annotations.NullMarked;
