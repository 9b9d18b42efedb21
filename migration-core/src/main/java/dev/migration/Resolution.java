// SPDX-License-Identifier: Apache-2.0
package dev.migration;

/** The outcome of an interrupted revision, as the operator found it; see {@link Migrator#resolve}. */
public enum Resolution {
    /** The operator completed the revision by hand: it counts as applied. */
    APPLIED,
    /** The operator reverted the completed segments by hand: the revision counts as not applied. */
    ROLLED_BACK
}
