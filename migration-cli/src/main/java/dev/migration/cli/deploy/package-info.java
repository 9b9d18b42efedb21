// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code deploy}: options and output of {@link dev.migration.cli.deployment}.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.deploy;

import org.jspecify.annotations.NullMarked;
