// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.util.List;

/**
 * A revision that was applied, reverted and applied again.
 *
 * @param revision its id
 * @param isReversible false if it has no downgrade; then it was only applied
 * @param findings empty if each step left what it should leave
 */
public record RoundTrip(String revision, boolean isReversible, List<RoundTripFinding> findings) {

    public RoundTrip {
        findings = List.copyOf(findings);
    }
}
