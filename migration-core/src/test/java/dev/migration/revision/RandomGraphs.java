package dev.migration.revision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ObjLongConsumer;

/** Makes graphs up. */
public final class RandomGraphs {

    private RandomGraphs() {}

    /** Tries something many times, each time with another seed, and says which one it failed with. */
    public static void forMany(int rounds, ObjLongConsumer<Random> law) {
        long first = new Random().nextLong();
        for (long seed = first; seed < first + rounds; seed++) {
            try {
                law.accept(new Random(seed), seed);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("With seed " + seed, failure);
            }
        }
    }

    /** Up to a dozen revisions without a circle, in any order. */
    public static List<Revision> revisions(Random random) {
        List<String> ids = ids(random);
        List<Revision> revisions = new ArrayList<>();
        for (int index = 0; index < ids.size(); index++) {
            revisions.add(revision(random, ids.get(index), ids.subList(0, index)));
        }
        Collections.shuffle(revisions, random);
        return revisions;
    }

    /** Up to a dozen revisions, each of which may stand on any. */
    public static List<Revision> tangle(Random random) {
        List<String> ids = ids(random);
        List<Revision> revisions = new ArrayList<>();
        ids.forEach(id -> revisions.add(revision(random, id, ids)));
        return revisions;
    }

    /** Some of the revisions and all that they stand on. */
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
}
