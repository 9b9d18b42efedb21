// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.kubernetes;

import java.time.Duration;
import java.util.List;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1Deployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The manifests fit the published schema of Kubernetes, and belong together. */
class ManifestTests {

    private static final String POD = "  template: {spec: {containers: [{name: a, image: b%s}]}}";

    @Test
    void everyManifestFitsTheSchema() throws Exception {
        var manifests = Manifests.all();

        assertThat(manifests.keySet())
                .containsExactly(
                        "application.yaml Deployment",
                        "application.yaml Service",
                        "init-container.yaml Deployment",
                        "migrate.yaml Job");
        for (JsonObject manifest : manifests.values()) {
            assertThat(Manifests.validate(manifest)).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ", imagePullPolic: Always" | imagePullPolic
            ", env: [{value: x}]"      | required field `name`
            ", ports: [{containerPort: http}]" | http
            """)
    void aManifestThatDoesNotFitIsRefused(String addition, String reason) {
        var job = Manifests.parse(
                        "apiVersion: batch/v1\nkind: Job\nspec:\n" + POD.formatted(addition.replace("\"", "")))
                .get(0);

        assertThatThrownBy(() -> Manifests.validate(job)).hasMessageContaining(reason);
    }

    @Test
    void aPodWaitsNoLongerThanItsStartupProbe() throws Exception {
        var pods = Manifests.of("application.yaml Deployment");
        var probe = ((V1Deployment) Manifests.validate(pods))
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getStartupProbe();
        var wait = Manifests.variables(Manifests.container(pods, "containers")).getOrDefault("MIGRATION_WAITFOR", "");

        assertThat(DurationStyle.SIMPLE.parse(wait))
                .isLessThan(Duration.ofSeconds((long) probe.getPeriodSeconds() * probe.getFailureThreshold()));
    }

    @Test
    void theServiceFindsThePodsAndNotTheJob() throws Exception {
        var selector = Manifests.of("application.yaml Service")
                .getAsJsonObject("spec")
                .getAsJsonObject("selector")
                .entrySet();

        for (String served : List.of("application.yaml Deployment", "init-container.yaml Deployment")) {
            assertThat(labels(Manifests.of(served)).entrySet()).containsAll(selector);
        }
        assertThat(labels(Manifests.of("migrate.yaml Job")).entrySet())
                .doesNotContainAnyElementsOf(List.of(selector.stream()
                        .filter(label -> label.getKey().equals("role"))
                        .findFirst()
                        .orElseThrow()));
    }

    private static JsonObject labels(JsonObject manifest) {
        return manifest.getAsJsonObject("spec")
                .getAsJsonObject("template")
                .getAsJsonObject("metadata")
                .getAsJsonObject("labels");
    }
}
