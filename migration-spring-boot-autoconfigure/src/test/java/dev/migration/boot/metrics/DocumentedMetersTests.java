// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import dev.migration.Migrator;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares the table of meters in {@code docs/spring-boot.md} with the meters that Prometheus gets. */
@PostgresTest
class DocumentedMetersTests {

    private static final Path HANDBOOK = Path.of("..", "docs", "spring-boot.md");

    private static final Pattern ROW = Pattern.compile(
            "^\\| `(migration\\.[a-z.]+)` \\| `([a-z_]+)` \\| (\\w+) \\| ([^|]+) \\| [^|]+ \\|$", Pattern.MULTILINE);

    @Test
    void theTableHasEveryMeterWithItsNamesAndTags(PostgresDatabase database) throws IOException {
        database.reset();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (MigrationMonitor monitor = new MigrationMonitor(
                Migrator.builder().dataSource(database.dataSource()).build())) {
            new MigrationMetrics(() -> Map.of("primary", monitor)).bindTo(registry);

            Set<String> real = registry.getMeters().stream()
                    .map(meter -> describe(registry, meter))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(documented()).containsExactlyElementsOf(real);
            assertThat(prometheusNames())
                    .allSatisfy(name -> assertThat(registry.scrape()).contains("# TYPE " + name + " "));
        }
    }

    private static String describe(PrometheusMeterRegistry registry, Meter meter) {
        Meter.Id id = meter.getId();
        String prometheus = registry.config().namingConvention().name(id.getName(), id.getType(), id.getBaseUnit());
        // Since version 1.0 of the Prometheus client the exporter adds the suffix to the name of a counter.
        String suffix = id.getType() == Meter.Type.COUNTER && !prometheus.endsWith("_total") ? "_total" : "";
        return String.join(
                " ",
                id.getName(),
                prometheus + suffix,
                id.getType().name().toLowerCase(Locale.ROOT),
                id.getTags().stream().map(Tag::getKey).sorted().toList().toString());
    }

    private static Set<String> documented() throws IOException {
        return rows().stream()
                .map(row -> String.join(" ", row.group(1), row.group(2), row.group(3), tags(row.group(4))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> prometheusNames() throws IOException {
        return rows().stream().map(row -> row.group(2)).toList();
    }

    private static String tags(String cell) {
        return Pattern.compile("`(\\w+)`")
                .matcher(cell)
                .results()
                .map(tag -> tag.group(1))
                .sorted()
                .toList()
                .toString();
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(HANDBOOK)).results().toList();
    }
}
