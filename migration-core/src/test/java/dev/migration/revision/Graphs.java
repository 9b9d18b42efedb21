package dev.migration.revision;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws graphs in tests.
 *
 * <ul>
 *   <li>{@code "a <- b <- c"}: b revises a, c revises b
 *   <li>{@code "b,c <- m"}: m revises both
 *   <li>{@code "m depends x,y"}: m depends on x and on y
 *   <li>{@code "a labels billing"}: a carries a branch label
 *   <li>{@code "a created 3"}: a was created on the third day
 *   <li>{@code "a"}: a is there
 * </ul>
 */
public final class Graphs {

    private final Map<String, Revision> revisions = new LinkedHashMap<>();

    private Graphs() {}

    public static RevisionGraph graph(String... lines) {
        return RevisionGraph.of(revisions(lines));
    }

    /** What the lines draw, whether it is a graph or not. */
    public static List<Revision> revisions(String... lines) {
        Graphs drawing = new Graphs();
        for (String line : lines) {
            drawing.draw(line);
        }
        return List.copyOf(drawing.revisions.values());
    }

    private void draw(String line) {
        String[] words = line.split(" ");
        if (words.length == 3 && words[1].equals("depends")) {
            revisions.put(words[0], find(words[0]).dependsOn(words[2].split(",")));
        } else if (words.length == 3 && words[1].equals("labels")) {
            revisions.put(words[0], find(words[0]).branch(words[2].split(",")));
        } else if (words.length == 3 && words[1].equals("created")) {
            Instant day = Instant.EPOCH.plus(Duration.ofDays(Long.parseLong(words[2])));
            revisions.put(words[0], find(words[0]).created(day));
        } else {
            chain(line.split(" <- "));
        }
    }

    private void chain(String[] links) {
        ids(links[0]).forEach(id -> revisions.put(id, find(id)));
        for (int index = 1; index < links.length; index++) {
            for (String id : ids(links[index])) {
                revisions.put(id, find(id).revises(links[index - 1].split(",")));
            }
        }
    }

    private Revision find(String id) {
        return revisions.getOrDefault(id, Revision.of(id));
    }

    private static Collection<String> ids(String text) {
        return List.of(text.split(","));
    }
}
