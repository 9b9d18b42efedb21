// SPDX-License-Identifier: Apache-2.0
/**
 * How objects of each kind are created, altered and dropped. Input: an object of one database, or of both. Output: statements; no
 * order, no dependencies.
 */
@NullMarked
package dev.migration.autogenerate.kind;

import org.jspecify.annotations.NullMarked;
