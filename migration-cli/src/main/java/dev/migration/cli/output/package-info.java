/**
 * What a command found comes in, text or JSON goes out.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.output;

import org.jspecify.annotations.NullMarked;
