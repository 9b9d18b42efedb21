// SPDX-License-Identifier: Apache-2.0
package dev.migration.parity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.migration.parity.AnswerComparison.Verdict;
import dev.migration.revision.RandomGraphs;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the answers of the planner with recorded answers of Alembic, and where Alembic's answer is known to be wrong
 * with those of {@link DagModel}. The planner gets each question as it is in the file.
 *
 * <p>The questions are those of {@code graphs/sample.json}, or of another file: {@code mvn -pl migration-core test
 * -Dtest=AlembicParityTests -Dgraphs.file=FILE}. The answers are written to {@code target/graph-answers.json}.
 */
class AlembicParityTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int GRAPHS = 400;

    @Test
    void everyAnswerAgreesWithAlembicOrIsADocumentedDifference() throws IOException {
        List<ParityGraph> graphs = new ArrayList<>();
        questions().forEach(graph -> graphs.add(ParityGraph.of(graph)));
        List<Map<String, Object>> answers = graphs.stream()
                .map(graph -> Map.<String, Object>of("name", graph.name(), "queries", PlannerAnswers.to(graph)))
                .toList();
        write(answers);

        List<String> disagreements = new ArrayList<>();
        Map<Verdict, Integer> tally = new EnumMap<>(Verdict.class);
        for (int at = 0; at < graphs.size(); at++) {
            judge(graphs.get(at), JSON.valueToTree(answers.get(at)), disagreements, tally);
        }

        System.out.println("Questions answered: " + tally);
        assertThat(graphs).isNotEmpty();
        assertThat(disagreements).isEmpty();
    }

    /** Questions that no recorded answer covers: rows, branches and ranges that a sample of Alembic's answers lacks. */
    @Test
    void everyAnswerAboutARandomGraphIsThatOfTheModel() {
        Map<Verdict, Integer> tally = new EnumMap<>(Verdict.class);
        RandomGraphs.forMany(GRAPHS, (random, seed) -> {
            ParityGraph graph = RandomQuestions.about(random);
            List<String> disagreements = new ArrayList<>();
            judge(graph, JSON.valueToTree(Map.of("queries", PlannerAnswers.to(graph))), disagreements, tally);
            assertThat(disagreements).describedAs("%s", graph.revisions()).isEmpty();
        });

        System.out.println("Questions about random graphs: " + tally);
        assertThat(tally.get(Verdict.AGREE_MODEL_ONLY)).isGreaterThan(GRAPHS);
    }

    private static void judge(
            ParityGraph graph, JsonNode answers, List<String> disagreements, Map<Verdict, Integer> tally) {
        AnswerComparison judge = new AnswerComparison(graph);
        for (int at = 0; at < graph.questions().size(); at++) {
            ParityQuestion question = graph.questions().get(at);
            JsonNode answer = answers.path("queries").get(at);
            Verdict verdict = judge.verdict(question, answer);
            tally.merge(verdict, 1, Integer::sum);
            if (verdict == Verdict.DIFFER && (judge.isModelled(question) || !question.isSoft())) {
                disagreements.add(graph.name() + " asked " + question.json() + ", got " + answer);
            }
        }
    }

    private static JsonNode questions() throws IOException {
        String file = System.getProperty("graphs.file");
        if (file == null) {
            try (InputStream sample = AlembicParityTests.class.getResourceAsStream("/graphs/sample.json")) {
                return JSON.readTree(Objects.requireNonNull(sample));
            }
        }
        return JSON.readTree(Files.readString(found(file)));
    }

    /** Resolves a relative path against the working directory, which may be this module or its parent. */
    private static Path found(String file) {
        Path path = Path.of(file);
        return Files.exists(path) || path.isAbsolute() ? path : Path.of("..").resolve(path);
    }

    private static void write(List<Map<String, Object>> answers) throws IOException {
        Path target = Path.of(System.getProperty("basedir", "."), "target");
        Files.createDirectories(target);
        Files.writeString(target.resolve("graph-answers.json"), JSON.writeValueAsString(answers));
    }
}
