// SPDX-License-Identifier: Apache-2.0
package dev.migration.trace;

/**
 * A NOTICE or WARNING that a statement caused.
 *
 * @param state its SQLSTATE
 */
public record ServerMessage(String severity, String state, String text) {}
