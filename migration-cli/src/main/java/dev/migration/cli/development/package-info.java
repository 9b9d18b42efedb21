// SPDX-License-Identifier: Apache-2.0
/**
 * The commands of those who write revisions, for a database of their own: apply the last revision again, follow a branch of git,
 * apply a script whenever it is saved. Each is refused for a production database.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.development;

import org.jspecify.annotations.NullMarked;
