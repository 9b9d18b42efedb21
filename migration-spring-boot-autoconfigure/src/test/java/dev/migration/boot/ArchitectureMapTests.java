// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.Migrator;
import dev.migration.autogenerate.Autogenerate;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.cli.CommandLines;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares the map of {@code docs/architecture.md} with the classes; {@code -Ddocs.update=true} writes its last column anew. */
class ArchitectureMapTests {

    private static final Map<String, Class<?>> ENTRY_POINTS = Map.of(
            "core",
            Migrator.class,
            "auto",
            Autogenerate.class,
            "cli",
            CommandLines.class,
            "boot",
            MigrationMonitor.class);

    @ParameterizedTest
    @ValueSource(strings = {"core", "auto", "cli", "boot"})
    void theMapListsEveryPackageWithItsImports(String module) throws IOException {
        ArchitectureMap map = new ArchitectureMap(module);
        Map<String, Set<String>> actual = map.actual(classes(module));
        if (Boolean.getBoolean("docs.update")) {
            map.update(actual);
        }

        assertThat(map.documented()).isEqualTo(actual);
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "auto", "cli", "boot"})
    void aPackageImportsOnlyPackagesOfEarlierRows(String module) throws IOException {
        Map<String, Set<String>> map = new ArchitectureMap(module).documented();
        List<String> earlier = new ArrayList<>();

        assertThat(map).isNotEmpty();
        map.forEach((room, imports) -> {
            assertThat(imports)
                    .as(room)
                    .allMatch(name -> name.contains(":") || earlier.contains(name), "is in an earlier row");
            earlier.add(room);
        });
    }

    private static JavaClasses classes(String module) {
        return new ClassFileImporter()
                .importUrl(ENTRY_POINTS
                        .get(module)
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation());
    }
}
