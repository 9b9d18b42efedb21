// SPDX-License-Identifier: Apache-2.0
/**
 * Writes the statements that turn one schema into another, and those that lead back. Input: a copy of the first state, and the second
 * one. Output: both lists of statements, each of which ran; or a refusal.
 */
@NullMarked
package dev.migration.autogenerate;

import org.jspecify.annotations.NullMarked;
