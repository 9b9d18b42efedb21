// SPDX-License-Identifier: Apache-2.0
package dev.migration.version;

/**
 * A statement that runs in batches.
 *
 * @param down whether it belongs to the downgrade
 * @param segment its segment in the section, from 0
 */
public record BatchId(String revision, boolean down, int segment) {

    /** The word of the column {@code direction}. */
    public String direction() {
        return direction(down);
    }

    /** The same without a segment. */
    public static String direction(boolean down) {
        return down ? "DOWN" : "UP";
    }
}
