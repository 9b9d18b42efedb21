/**
 * Other people's programs: where they are, and how they are run. A command line comes in, how it ended goes out.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.process;

import org.jspecify.annotations.NullMarked;
