// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

/**
 * A part of a text.
 *
 * @param start the index of its first character
 * @param end the index after its last character
 */
record TextRange(int start, int end) {

    TextRange shifted(int by) {
        return new TextRange(start + by, end + by);
    }
}
