// SPDX-License-Identifier: Apache-2.0
/**
 * The base exception, the suggestion for a misspelled word, and services that cannot be created. This package imports no other package of the project.
 *
 * <p>API.
 */
@NullMarked
package dev.migration.error;

import org.jspecify.annotations.NullMarked;
