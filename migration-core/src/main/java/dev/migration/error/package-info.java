// SPDX-License-Identifier: Apache-2.0
/**
 * The base exception and the suggestion for a misspelled word. This package imports no other package of the project.
 *
 * <p>API.
 */
@NullMarked
package dev.migration.error;

import org.jspecify.annotations.NullMarked;
