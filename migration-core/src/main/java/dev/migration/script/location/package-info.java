/**
 * Where scripts are: folders on disk and on the class path, the index of a build, and strict UTF-8 reading. No
 * parsing.
 */
@NullMarked
package dev.migration.script.location;

import org.jspecify.annotations.NullMarked;
