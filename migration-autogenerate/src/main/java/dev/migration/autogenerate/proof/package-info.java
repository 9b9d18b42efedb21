// SPDX-License-Identifier: Apache-2.0
/** Tries statements in a copy of the first state. Input: statements of {@code plan}. Output: those that lead to the second state. */
@NullMarked
package dev.migration.autogenerate.proof;

import org.jspecify.annotations.NullMarked;
