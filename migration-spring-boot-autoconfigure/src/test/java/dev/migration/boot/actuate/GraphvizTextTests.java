// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.boot.actuate.descriptor.GraphDescriptor;
import dev.migration.boot.actuate.descriptor.GraphDescriptor.Edge;
import dev.migration.boot.actuate.descriptor.GraphDescriptor.Node;
import dev.migration.boot.actuate.descriptor.SelectionDescriptor;

import static org.assertj.core.api.Assertions.assertThat;

class GraphvizTextTests {

    private static final Path DOT = Path.of("/usr/bin/dot");

    @Test
    void eachStateHasADifferentStyle() {
        List<String> styles = Stream.of(
                        node("APPLIED", null),
                        node("PENDING", null),
                        node("PENDING", "FAILED"),
                        node("RUNNING", null),
                        node("FAILED", null),
                        node("UNKNOWN", null),
                        node(null, null))
                .map(node -> text(node).replaceFirst("(?s).*label=\"x[^\"]*\", ", ""))
                .toList();

        assertThat(styles).doesNotHaveDuplicates();
    }

    @Test
    void theLabelOfANodeHasItsState() {
        assertThat(text(node("PENDING", "FAILED"))).contains("PENDING, LAST ATTEMPT FAILED");
        assertThat(text(node("UNKNOWN", null))).contains("UNKNOWN");
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void graphvizDrawsHostileTextsUnchanged(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(DOT), "Debian's package graphviz is not installed");
        String hostile = "\"];evil [label=\"x\\\" \\N \\G &lt;b&gt; <i>{a|b}</i> \u0007 ü 漢 trailing\\";
        Node first = new Node("one", hostile, List.of("lab\"el", "back\\"), "APPLIED", null);
        Node second = new Node("evil\\", "line\nbreak\r", List.of(), "FAILED", null);

        String svg = draw(
                folder,
                text(
                        List.of(first, second),
                        List.of(new Edge("evil\\", "one", "REVISES"), new Edge("one", "missing", "DEPENDS_ON"))));

        assertThat(svg.split("class=\"node\"", -1)).hasSize(3);
        assertThat(svg.split("class=\"edge\"", -1)).hasSize(2);
        assertThat(plain(svg))
                .contains("\"];evil [label=\"x\\\" \\N \\G &lt;b&gt; <i>{a|b}</i>")
                .contains("ü 漢 trailing\\")
                .contains("lab\"el, back\\")
                .contains("evil\\");
    }

    /** Decodes the entities of SVG once. */
    private static String plain(String svg) {
        return svg.replace("&quot;", "\"")
                .replace("&#45;", "-")
                .replace("&#160;", " ")
                .replace("&gt;", ">")
                .replace("&lt;", "<")
                .replace("&amp;", "&");
    }

    private static String draw(Path folder, String text) throws IOException, InterruptedException {
        Path source = Files.writeString(folder.resolve("graph.dot"), text);
        Process dot = new ProcessBuilder(DOT.toString(), "-Tsvg", source.toString())
                .redirectErrorStream(true)
                .start();
        String answer = new String(dot.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(dot.waitFor()).as(answer).isZero();
        assertThat(answer).doesNotContain("Warning:");
        return answer;
    }

    private static Node node(@Nullable String state, @Nullable String lastAttempt) {
        return new Node("x", "", List.of(), state, lastAttempt);
    }

    private static String text(Node node) {
        return text(List.of(node), List.of());
    }

    private static String text(List<Node> nodes, List<Edge> edges) {
        var databases = new SelectionDescriptor.Databases(
                Map.of("primary", new GraphDescriptor(nodes, edges, nodes.size(), null)), null);
        return GraphvizText.of(new SelectionDescriptor(Map.of("shop", databases)));
    }
}
