package dev.migration.revision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Draws graphs: {@code "a <- b <- c"}, {@code "b,c <- m"}, {@code "m depends x"}, {@code "a labels billing"}, {@code "s replaces
 * b,c"}.
 */
public final class GraphDrawing {

    private final Map<String, Revision> revisions = new LinkedHashMap<>();

    private GraphDrawing() {}

    public static RevisionGraph drawn(String... lines) {
        return RevisionGraph.of(revisions(lines));
    }

    /** What a database sees that has these revisions. */
    public static RevisionGraph drawnFor(Set<String> applied, String... lines) {
        return RevisionGraph.of(revisions(lines), applied);
    }

    public static List<Revision> revisions(String... lines) {
        GraphDrawing drawing = new GraphDrawing();
        for (String line : lines) {
            drawing.draw(line);
        }
        return List.copyOf(drawing.revisions.values());
    }

    /** Up to {@code most} revisions, in any order of the list; redundant parents and dependencies among them. */
    public static List<Revision> random(Random random, int most) {
        int size = 1 + random.nextInt(most);
        List<Revision> revisions = new ArrayList<>();
        for (int index = 0; index < size; index++) {
            revisions.add(Revision.of("r" + index)
                    .revises(some(random, index, 2))
                    .dependsOn(some(random, index, random.nextInt(3))));
        }
        Collections.shuffle(revisions, random);
        return revisions;
    }

    private static String[] some(Random random, int below, int most) {
        return random.ints(random.nextInt(most + 1), 0, Math.max(1, below))
                .filter(index -> index < below)
                .distinct()
                .mapToObj(index -> "r" + index)
                .toArray(String[]::new);
    }

    private void draw(String line) {
        String[] words = line.split(" ");
        String[] values = words.length == 3 ? words[2].split(",") : new String[0];
        Revision first = find(words[0]);
        switch (words.length == 3 ? words[1] : "") {
            case "depends" -> revisions.put(words[0], first.dependsOn(values));
            case "labels" -> revisions.put(words[0], first.branch(values));
            case "replaces" -> revisions.put(words[0], first.replaces(values));
            default -> chain(line.split(" <- "));
        }
    }

    private void chain(String[] links) {
        for (String id : links[0].split(",")) {
            revisions.put(id, find(id));
        }
        for (int at = 1; at < links.length; at++) {
            for (String id : links[at].split(",")) {
                revisions.put(id, find(id).revises(links[at - 1].split(",")));
            }
        }
    }

    private Revision find(String id) {
        return revisions.getOrDefault(id, Revision.of(id));
    }
}
