/**
 * The whole of a deployment: connect, look, back up, show, upgrade, verify, and back to where it stood if that fails.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.deploy;

import org.jspecify.annotations.NullMarked;
