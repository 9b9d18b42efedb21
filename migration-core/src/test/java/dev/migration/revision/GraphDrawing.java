// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Builds graphs for tests from drawings.
 *
 * <ul>
 *   <li>{@code "a <- b <- c"}: b revises a, c revises b
 *   <li>{@code "b,c <- m"}: m revises both
 *   <li>{@code "m depends x,y"}: m depends on x and on y
 *   <li>{@code "a labels billing"}: a has a branch label
 *   <li>{@code "s replaces b,c"}: s replaces b and c
 *   <li>{@code "a created 3"}: a was created on the third day
 *   <li>{@code "a"}: a exists
 * </ul>
 */
public final class GraphDrawing {

    private final Map<String, Revision> revisions = new LinkedHashMap<>();

    private GraphDrawing() {}

    public static RevisionGraph graph(String... lines) {
        return RevisionGraph.of(revisions(lines));
    }

    /** The graph for a database with these applied revisions. */
    public static RevisionGraph graphFor(Set<String> applied, String... lines) {
        return RevisionGraph.of(revisions(lines), applied);
    }

    /** The revisions of a drawing, which need not form a valid graph. */
    public static List<Revision> revisions(String... lines) {
        GraphDrawing drawing = new GraphDrawing();
        for (String line : lines) {
            drawing.draw(line);
        }
        return List.copyOf(drawing.revisions.values());
    }

    private void draw(String line) {
        String[] words = line.split(" ");
        String[] values = words.length == 3 ? words[2].split(",") : new String[0];
        Revision first = find(words[0]);
        switch (words.length == 3 ? words[1] : "") {
            case "depends" -> revisions.put(words[0], first.dependsOn(values));
            case "labels" -> revisions.put(words[0], first.branch(values));
            case "replaces" -> revisions.put(words[0], first.replaces(values));
            case "created" -> revisions.put(words[0], first.created(day(values[0])));
            default -> chain(line.split(" <- "));
        }
    }

    private static Instant day(String number) {
        return Instant.EPOCH.plus(Duration.ofDays(Long.parseLong(number)));
    }

    private void chain(String[] links) {
        for (String id : links[0].split(",")) {
            revisions.put(id, find(id));
        }
        for (int index = 1; index < links.length; index++) {
            for (String id : links[index].split(",")) {
                revisions.put(id, find(id).revises(links[index - 1].split(",")));
            }
        }
    }

    private Revision find(String id) {
        return revisions.getOrDefault(id, Revision.of(id));
    }
}
