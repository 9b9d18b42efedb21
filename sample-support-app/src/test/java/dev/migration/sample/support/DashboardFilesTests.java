// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.migration.test.postgres.InstalledProgram;

import static org.assertj.core.api.Assertions.assertThat;

/** The dashboard and the rules are well formed. {@link DashboardsIT} tests that their queries have values. */
class DashboardFilesTests {

    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    /** The panel types that Grafana has since version 8. */
    private static final Set<String> PANELS = Set.of("stat", "gauge", "timeseries", "state-timeline");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check rules migrations.rules.yml",
                "check config prometheus.yml",
                "test rules migrations.rules.test.yml"
            })
    void promtoolFindsNoFault(String command) throws Exception {
        InstalledProgram.require(Files.isExecutable(PROMTOOL), "Debian's package prometheus");
        var process = new ProcessBuilder((PROMTOOL + " " + command).split(" "))
                .directory(Dashboards.FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes());

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }

    @Test
    void everyAlertIsTestedAndHasAnActionAndARunbook() throws IOException {
        var tests = Files.readString(Dashboards.FOLDER.resolve("migrations.rules.test.yml"));
        for (var rule : Dashboards.rules(Dashboards.yaml("migrations.rules.yml"))) {
            assertThat(tests).contains("alertname: " + rule.get("alert") + "\n        exp_alerts:\n");
            assertThat(tests).contains("alertname: " + rule.get("alert") + "\n        exp_alerts: []\n");
            assertThat(String.valueOf(rule.get("labels"))).matches("\\{severity=(critical|warning)}");
            assertThat(String.valueOf(rule.get("annotations"))).contains("summary=", "description=");
            assertThat(headings()).contains(anchor(String.valueOf(rule.get("annotations"))));
        }
    }

    @Test
    void everyPanelHasADescriptionAndAPosition() throws IOException {
        var ids = new HashSet<Integer>();
        for (var panel : Dashboards.dashboard().at("/panels").valueStream().toList()) {
            assertThat(ids.add(panel.at("/id").asInt())).isTrue();
            assertThat(panel.at("/gridPos/x").asInt() + panel.at("/gridPos/w").asInt())
                    .isLessThanOrEqualTo(24);
        }
        for (var panel : Dashboards.panels()) {
            assertThat(panel.at("/type").asString()).isIn(PANELS);
            assertThat(panel.at("/title").asString()).isNotBlank();
            assertThat(panel.at("/description").asString()).endsWith(".");
            assertThat(panel.at("/targets").valueStream().map(target -> target.at("/refId")))
                    .doesNotHaveDuplicates()
                    .isNotEmpty();
            assertThat(panel.at("/datasource/uid").asString()).isEqualTo("${datasource}");
        }
    }

    @Test
    void panelsDoNotOverlap() throws IOException {
        var taken = new HashSet<String>();
        for (var panel : Dashboards.dashboard().at("/panels").valueStream().toList()) {
            for (int x = 0; x < place(panel, "w"); x++) {
                for (int y = 0; y < place(panel, "h"); y++) {
                    assertThat(taken.add((place(panel, "x") + x) + "/" + (place(panel, "y") + y)))
                            .as(panel.at("/title").asString())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void everyQueryUsesTheVariablesOfTheDashboard() throws IOException {
        var names = Dashboards.dashboard()
                .at("/templating/list")
                .valueStream()
                .map(variable -> variable.at("/name").asString())
                .toList();

        assertThat(names).containsExactly("datasource", "application", "instance", "database");
        for (var panel : Dashboards.panels()) {
            assertThat(panel.at("/targets").valueStream())
                    .allSatisfy(target -> assertThat(target.at("/expr").asString())
                            .contains("job=~\"$application\"", "instance=~\"$instance\"", "database=~\"$database\""));
        }
    }

    @Test
    void theCommandOfTheReadmeSetsTheAddressOfEveryRunbook(@TempDir Path folder) throws Exception {
        Path rules =
                Files.copy(Dashboards.FOLDER.resolve("migrations.rules.yml"), folder.resolve("migrations.rules.yml"));
        var command =
                Pattern.compile("\\$ (sed -i .*)").matcher(Files.readString(Dashboards.FOLDER.resolve("README.md")));
        assertThat(command.find()).isTrue();

        var sed = new ProcessBuilder("sh", "-c", command.group(1))
                .directory(folder.toFile())
                .start();

        assertThat(sed.waitFor()).isZero();
        assertThat(Files.readAllLines(rules).stream().filter(line -> line.contains("runbook_url:")))
                .hasSize(13)
                .allMatch(line -> line.contains("runbook_url: https://git.shop.example/migration/docs/operating.md#"));
    }

    private static int place(JsonNode panel, String side) {
        return panel.at("/gridPos/" + side).asInt();
    }

    private static String anchor(String annotations) {
        var link = Pattern.compile("runbook_url=https://runbooks\\.example\\.org/operating\\.md#([a-z-]+)")
                .matcher(annotations);
        assertThat(link.find()).as(annotations).isTrue();
        return link.group(1);
    }

    /** The anchors that GitHub creates for headings. */
    private static Set<String> headings() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "operating.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3)
                        .toLowerCase()
                        .replaceAll("[^a-z -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
