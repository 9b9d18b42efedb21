// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.util.List;

/**
 * Two heads, and what differs between their two orders.
 *
 * @param first the id of a head
 * @param second the id of another head
 * @param findings empty if the order does not matter
 * @param unstable tables whose rows differ even between two runs in the same order, for example because of {@code now()}; they
 *     are not compared
 */
public record BranchPair(String first, String second, List<BranchFinding> findings, List<String> unstable) {

    public BranchPair {
        findings = List.copyOf(findings);
        unstable = List.copyOf(unstable);
    }

    public boolean commutes() {
        return findings.isEmpty();
    }
}
