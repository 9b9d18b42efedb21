// SPDX-License-Identifier: Apache-2.0
package dev.migration.batch;

import java.util.Optional;

/**
 * A range of keys.
 *
 * @param after the key before its first row, as JSON; empty if it begins with the first row of the table
 * @param upTo the largest key in it, as JSON
 */
public record KeyRange(Optional<String> after, String upTo) {}
