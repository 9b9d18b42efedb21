// SPDX-License-Identifier: Apache-2.0
/**
 * The token with which Spring Security recognizes requests of the application's own pages. Input: a request. Output: a header and its value,
 * or none if the application requires none.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.boot.page.token;

import org.jspecify.annotations.NullMarked;
