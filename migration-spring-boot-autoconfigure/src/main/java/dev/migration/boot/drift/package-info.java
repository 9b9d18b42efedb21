// SPDX-License-Identifier: Apache-2.0
/**
 * Looks at times whether the schema of a database is still what its last run left. Input: monitors. Output: their last look.
 */
@NullMarked
package dev.migration.boot.drift;

import org.jspecify.annotations.NullMarked;
