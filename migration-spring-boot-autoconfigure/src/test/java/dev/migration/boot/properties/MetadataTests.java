// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.properties;

import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import tools.jackson.databind.json.JsonMapper;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** The metadata with which editors complete {@code migration.} properties. */
class MetadataTests {

    @Test
    void everyPropertyHasADescription() throws IOException {
        assertThat(properties())
                .hasSizeGreaterThan(15)
                .allSatisfy(property -> assertThat(property)
                        .hasEntrySatisfying(
                                "description",
                                text -> assertThat(text).asString().endsWith(".")));
    }

    @Test
    void everyDocumentedPropertyIsListed() throws IOException {
        assertThat(properties())
                .extracting(property -> property.get("name"))
                .contains(
                        "migration.enabled",
                        "migration.on-startup",
                        "migration.wait-for",
                        "migration.connect-for",
                        "migration.depends-on-types",
                        "migration.health.pending",
                        "migration.health.failed",
                        "migration.health.diverged",
                        "migration.health.unreachable",
                        "migration.health.drift",
                        "migration.drift.enabled",
                        "migration.drift.interval",
                        "migration.schema-health.enabled",
                        "migration.schema-health.interval",
                        "management.health.migrations.enabled",
                        "management.info.migrations.enabled",
                        "migration.target",
                        "migration.locations",
                        "migration.modules.include",
                        "migration.modules.exclude",
                        "migration.schema",
                        "migration.revision-table",
                        "migration.history-table",
                        "migration.url",
                        "migration.username",
                        "migration.password",
                        "migration.lock.wait",
                        "migration.lock.max-wait",
                        "migration.lock.terminate-idle-after",
                        "migration.lock-timeout",
                        "migration.java-idle-timeout",
                        "migration.statement-timeout",
                        "migration.retry-for",
                        "migration.flush-each",
                        "migration.variables",
                        "migration.require-single-head",
                        "migration.on-diverged",
                        "migration.on-edited",
                        "migration.on-spliced",
                        "migration.verify-schema",
                        "migration.tenants.schemas",
                        "migration.tenants.pattern",
                        "migration.tenants.create-schemas",
                        "migration.tenants.parallel",
                        "migration.tenants.on-failure");
    }

    /** Editors find the keys below a name, and their descriptions, in the type of the map's values. */
    @Test
    void aNamedDatabaseHasTheKeysForAllDatabasesAndItsDataSource() throws IOException {
        List<String> all = properties().stream()
                .map(property -> String.valueOf(property.get("name")))
                .toList();

        assertThat(properties())
                .filteredOn(property -> "migration.databases".equals(property.get("name")))
                .singleElement()
                .satisfies(property -> assertThat(property.get("type"))
                        .isEqualTo("java.util.Map<java.lang.String," + NamedDatabaseProperties.class.getName() + ">"));
        assertThat(BeanUtils.getPropertyDescriptors(NamedDatabaseProperties.class))
                .extracting(PropertyDescriptor::getName)
                .filteredOn(name -> !List.of("class", "dataSource", "lock", "batch", "policy", "tenants", "modules")
                        .contains(name))
                .hasSize(22)
                .allSatisfy(name -> assertThat(all).contains("migration." + DataObjectPropertyName.toDashedForm(name)));
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> properties() throws IOException {
        try (InputStream file =
                MigrationProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            Map<String, Object> metadata = JsonMapper.shared().readValue(file, Map.class);
            return (List<Map<String, Object>>) requireNonNull(metadata.get("properties"));
        }
    }
}
