// SPDX-License-Identifier: Apache-2.0
/**
 * Locations of scripts: folders on disk and on the class path, the index of a build, and strict UTF-8 reading. This
 * package does not parse.
 */
@NullMarked
package dev.migration.script.location;

import org.jspecify.annotations.NullMarked;
