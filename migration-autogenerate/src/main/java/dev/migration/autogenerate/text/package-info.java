// SPDX-License-Identifier: Apache-2.0
/** Statements as a person writes them. Input: statements. Output: the sections of a revision. */
@NullMarked
package dev.migration.autogenerate.text;

import org.jspecify.annotations.NullMarked;
