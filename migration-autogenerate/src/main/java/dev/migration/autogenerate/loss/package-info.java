// SPDX-License-Identifier: Apache-2.0
/**
 * What would lose data, and what may be a rename. Input: two databases, and what somebody confirmed. Output: the statements of the
 * renames, or a refusal with everything that has to be confirmed.
 */
@NullMarked
package dev.migration.autogenerate.loss;

import org.jspecify.annotations.NullMarked;
