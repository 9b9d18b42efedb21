// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ObjLongConsumer;

/** Generates random graphs. */
public final class RandomGraphs {

    private RandomGraphs() {}

    /** Checks a law many times, each time with another seed, and reports the seed of a failure. */
    public static void forMany(int rounds, ObjLongConsumer<Random> law) {
        forSeedsFrom(new Random().nextLong(), rounds, law);
    }

    /** Checks a law with this seed and those that follow it, and reports the seed of a failure. */
    public static void forSeedsFrom(long first, int rounds, ObjLongConsumer<Random> law) {
        for (long seed = first; seed < first + rounds; seed++) {
            try {
                law.accept(new Random(seed), seed);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("With seed " + seed, failure);
            }
        }
    }

    /** Up to a dozen revisions without a cycle, in any order. */
    public static List<Revision> revisions(Random random) {
        List<String> ids = ids(random);
        List<Revision> revisions = new ArrayList<>();
        for (int index = 0; index < ids.size(); index++) {
            revisions.add(revision(random, ids.get(index), ids.subList(0, index)));
        }
        Collections.shuffle(revisions, random);
        return revisions;
    }

    /** Up to a dozen revisions, each of which may have any others as parents. */
    public static List<Revision> tangle(Random random) {
        List<String> ids = ids(random);
        List<Revision> revisions = new ArrayList<>();
        ids.forEach(id -> revisions.add(revision(random, id, ids)));
        return revisions;
    }

    /** Up to {@code most} revisions in any order, with redundant parents and dependencies; the ids are numbered. */
    public static List<Revision> numbered(Random random, int most) {
        int size = 1 + random.nextInt(most);
        List<Revision> revisions = new ArrayList<>();
        for (int index = 0; index < size; index++) {
            revisions.add(Revision.of("r" + index)
                    .revises(earlier(random, index, 2))
                    .dependsOn(earlier(random, index, random.nextInt(3))));
        }
        Collections.shuffle(revisions, random);
        return revisions;
    }

    /** Some of the revisions and all their ancestors. */
    public static RevisionSet closed(RevisionGraph graph, Random random) {
        return graph.known(some(random, List.copyOf(graph.ids()), 4)).ancestors();
    }

    private static List<String> ids(Random random) {
        List<String> ids = new ArrayList<>(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"));
        Collections.shuffle(ids, random);
        return ids.subList(0, random.nextInt(ids.size() + 1));
    }

    private static Revision revision(Random random, String id, List<String> possibleParents) {
        Revision revision = Revision.of(id)
                .revises(some(random, possibleParents, 2).toArray(String[]::new))
                .dependsOn(some(random, possibleParents, random.nextInt(3)).toArray(String[]::new));
        return random.nextBoolean()
                ? revision
                : revision.created(Instant.EPOCH.plus(Duration.ofDays(random.nextInt(3))));
    }

    private static List<String> some(Random random, List<String> ids, int most) {
        List<String> shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, Math.min(shuffled.size(), random.nextInt(most + 1)));
    }

    private static String[] earlier(Random random, int below, int most) {
        return random.ints(random.nextInt(most + 1), 0, Math.max(1, below))
                .filter(index -> index < below)
                .distinct()
                .mapToObj(index -> "r" + index)
                .toArray(String[]::new);
    }
}
