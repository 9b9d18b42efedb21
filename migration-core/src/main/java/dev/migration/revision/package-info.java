// SPDX-License-Identifier: Apache-2.0
/**
 * Revisions and their graph. The package contains values only and accesses neither files nor databases.
 *
 * <p>API.
 */
@NullMarked
package dev.migration.revision;

import org.jspecify.annotations.NullMarked;
