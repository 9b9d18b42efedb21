// SPDX-License-Identifier: Apache-2.0
/**
 * Checks at intervals what is wrong with the schema of a database, for the details of the health. Input: monitors. Output: how many
 * findings each check had last.
 */
@NullMarked
package dev.migration.boot.schemahealth;

import org.jspecify.annotations.NullMarked;
