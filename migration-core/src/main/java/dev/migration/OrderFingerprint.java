// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.migration.revision.Revision;
import dev.migration.version.AppliedRevision;

/**
 * A short text for the order in which revisions were applied: branches that do not commute leave different schemas under the same
 * heads. Only ids and their order count: no time, and no number of a row. A squashed revision stands for the revisions that it
 * replaces, in their order.
 */
final class OrderFingerprint {

    /** 64 bits: nobody constructs collisions of the databases of one application. */
    private static final int BYTES = 8;

    private OrderFingerprint() {}

    /** @param applied in the order in which they were applied */
    static String of(List<AppliedRevision> applied) {
        String order = applied.stream()
                .map(AppliedRevision::revision)
                .flatMap(OrderFingerprint::ids)
                .collect(Collectors.joining("\n"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(order.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            // Every Java platform must support SHA-256 (MessageDigest, class documentation).
            throw new IllegalStateException(impossible);
        }
    }

    private static Stream<String> ids(Revision revision) {
        return revision.replaces().isEmpty() ? Stream.of(revision.id()) : revision.replaces().stream();
    }
}
