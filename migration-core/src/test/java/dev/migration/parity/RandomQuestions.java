// SPDX-License-Identifier: Apache-2.0
package dev.migration.parity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import tools.jackson.databind.json.JsonMapper;

import dev.migration.revision.RandomGraphs;
import dev.migration.revision.Revision;

/** Random graphs with branch labels, and random questions about them without an answer. */
final class RandomQuestions {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int REVISIONS = 9;
    private static final int QUESTIONS = 40;

    private final Random random;
    private final List<Revision> revisions;
    private final List<String> names = new ArrayList<>();
    private final DagModel dag;

    private RandomQuestions(Random random) {
        this.random = random;
        this.revisions = labelled(RandomGraphs.numbered(random, REVISIONS));
        this.dag = new DagModel(revisions);
        revisions.forEach(revision -> {
            names.add(revision.id());
            names.addAll(revision.branchLabels());
        });
    }

    static ParityGraph about(Random random) {
        RandomQuestions questions = new RandomQuestions(random);
        List<ParityQuestion> asked = new ArrayList<>();
        for (int at = 0; at < QUESTIONS; at++) {
            asked.add(new ParityQuestion(JSON.valueToTree(questions.question("q" + at))));
        }
        return new ParityGraph("random", questions.revisions, asked);
    }

    private List<Revision> labelled(List<Revision> plain) {
        return plain.stream()
                .map(revision -> random.nextInt(3) == 0 ? revision.branch("label_" + revision.id()) : revision)
                .toList();
    }

    private Map<String, Object> question(String id) {
        String operation = List.of("upgrade", "downgrade", "stamp", "history", "resolve", "check_heads")
                .get(random.nextInt(6));
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("id", id);
        question.put("op", operation);
        if (!operation.equals("resolve")) {
            question.put("from", rows());
        }
        switch (operation) {
            case "resolve" -> question.put("arg", target());
            case "stamp" -> question.put("to", random.nextInt(3) > 0 ? List.of(target()) : List.of(target(), target()));
            case "history" -> question.put("range", end() + ":" + end());
            default -> question.put("to", target());
        }
        return question;
    }

    private Set<String> rows() {
        List<String> shuffled = new ArrayList<>(dag.ids());
        Collections.shuffle(shuffled, random);
        return dag.maximal(dag.ancestors(shuffled.subList(0, random.nextInt(Math.min(3, shuffled.size() + 1)))));
    }

    private String end() {
        return List.of("", "current", "base", target(), target()).get(random.nextInt(5));
    }

    private String target() {
        String place = List.of("head", "heads", "base", "base", name(), name(), name(), "-" + (1 + random.nextInt(3)))
                .get(random.nextInt(8));
        boolean isShortened = place.startsWith("label_") && random.nextInt(4) == 0;
        String typed = isShortened ? place.substring(0, 1 + random.nextInt(place.length())) : place;
        return random.nextInt(2) == 0 ? typed : name() + "@" + typed;
    }

    private String name() {
        return random.nextInt(20) == 0 ? "nosuch" : names.get(random.nextInt(names.size()));
    }
}
