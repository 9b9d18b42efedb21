// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page.token;

/** A header that requests of the page must have, because the application protects itself against requests of other sites. */
public record RequestToken(String header, String value) {}
