// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import dev.migration.Migrator;
import dev.migration.RevisionText;
import dev.migration.Revisions;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.schema.model.SchemaModel;

/**
 * What identifies the result of a replay: the checksums of its revisions, in order, and what else a run depends on.
 *
 * @param chain the key after each revision; empty if the result cannot be identified
 * @param partial whether a database with the first revisions may be continued
 * @param prefix the last revision of the chain, if others follow that cannot be identified
 */
record ReplayKeys(List<String> chain, boolean partial, Optional<String> prefix) {

    static final ReplayKeys NONE = new ReplayKeys(List.of(), false, Optional.empty());

    /** A few revisions are applied in the time that a copy takes. */
    private static final int WORTH = 20;

    /** The length of a model with about hundred tables. */
    private static final int LARGE = 50_000;

    ReplayKeys {
        chain = List.copyOf(chain);
    }

    /**
     * The keys of a replay. A Java revision has no checksum, because it calls code that nothing identifies: then only what comes before
     * has keys.
     *
     * @param targets applied one after the other
     */
    static ReplayKeys of(Migrator migrator, List<String> targets) {
        Revisions revisions = migrator.revisions();
        List<String> order = order(revisions, targets);
        List<String> contents = new ArrayList<>();
        for (String id : order) {
            Optional<String> checksum = revisions.find(id).flatMap(RevisionText::checksum);
            if (checksum.isEmpty()) {
                return prefix(migrator, order, contents);
            }
            contents.add(id + ' ' + checksum.get());
        }
        // A hook runs once in an upgrade, and a repeatable after the last revision: a continued replay would differ.
        boolean partial = revisions.textsBesideRevisions().isEmpty();
        return new ReplayKeys(chain(migrator, contents), partial, Optional.empty());
    }

    /**
     * The keys of the first revisions, without repeatables, up to the last one that needs all before it: an upgrade to it applies exactly
     * these, in this order.
     *
     * @param contents of the revisions that can be identified
     */
    private static ReplayKeys prefix(Migrator migrator, List<String> order, List<String> contents) {
        Migrator alone = migrator.toBuilder().withoutRepeatables().build();
        if (!alone.revisions().textsBesideRevisions().isEmpty()) {
            return NONE;
        }
        RevisionGraph graph = alone.revisions().graph();
        for (int length = contents.size(); length >= WORTH; length--) {
            String last = order.get(length - 1);
            if (graph.known(List.of(last)).ancestors().ids().equals(order.subList(0, length))) {
                return new ReplayKeys(chain(alone, contents.subList(0, length)), true, Optional.of(last));
            }
        }
        return NONE;
    }

    private static List<String> chain(Migrator migrator, List<String> contents) {
        Chain chain = new Chain();
        chain.add(migrator.settings().tables().toString());
        chain.add(new TreeMap<>(migrator.settings().variables()).toString());
        migrator.revisions().textsBesideRevisions().forEach(chain::add);
        return contents.stream().map(chain::add).toList();
    }

    /** The key of a model; none if it is small, or if nothing identifies it. */
    static ReplayKeys of(Migrator migrator, SchemaModel model) {
        return model.text()
                .filter(text -> text.length() >= LARGE)
                .map(text -> {
                    Chain chain = new Chain();
                    chain.add(migrator.settings().tables().toString());
                    return new ReplayKeys(List.of(chain.add("model " + text)), false, Optional.empty());
                })
                .orElse(NONE);
    }

    private static List<String> order(Revisions revisions, List<String> targets) {
        Set<String> order = new LinkedHashSet<>();
        for (String target : targets) {
            List<String> ids = revisions.resolve(List.of(target)).stream()
                    .map(Revision::id)
                    .toList();
            revisions.graph().known(ids).ancestors().inOrder().forEach(revision -> order.add(revision.id()));
        }
        return List.copyOf(order);
    }

    boolean isEmpty() {
        return chain.isEmpty();
    }

    /** The key of the whole replay, or of the first revisions if only they have one. */
    String last() {
        return chain.get(chain.size() - 1);
    }

    /** The keys of databases from which the replay can continue. */
    List<String> longestFirst() {
        if (!partial) {
            return List.of(last());
        }
        List<String> reversed = new ArrayList<>(chain);
        Collections.reverse(reversed);
        return reversed;
    }

    /** @param start the key of the template with which the replay began */
    boolean isWorthATemplate(Optional<String> start) {
        return chain.size() - start.map(key -> chain.indexOf(key) + 1).orElse(0) >= WORTH;
    }

    /** A hash of everything that was added so far. */
    private static final class Chain {

        private final MessageDigest digest;
        private String last = "";

        Chain() {
            try {
                this.digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        String add(String text) {
            digest.update(last.getBytes(StandardCharsets.UTF_8));
            last = HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
            return last;
        }
    }
}
