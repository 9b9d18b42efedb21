// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import dev.migration.Migrator;
import dev.migration.boot.status.MigrationMonitor;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares the tables of {@code docs/api.md} with the public types of the packages that they list. */
class ApiTests {

    private static final Path PAGE = Path.of("../docs/api.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|([^|]*)\\|([^|]*)\\|$");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrls(Set.of(
                    Migrator.class.getProtectionDomain().getCodeSource().getLocation(),
                    MigrationMonitor.class.getProtectionDomain().getCodeSource().getLocation()));

    @Test
    void everyPublicTypeOfAnApiPackageIsListedAsApiOrAsInternal() throws IOException {
        Map<String, Set<String>> listed = listed();

        assertThat(listed).isNotEmpty().isEqualTo(publicTypes(listed.keySet()));
    }

    private static Map<String, Set<String>> listed() throws IOException {
        Map<String, Set<String>> types = new TreeMap<>();
        ROW.matcher(Files.readString(PAGE))
                .results()
                .forEach(row -> types.put(
                        row.group(1),
                        NAME.matcher(row.group(2) + row.group(3))
                                .results()
                                .map(name -> name.group(1))
                                .collect(Collectors.toCollection(TreeSet::new))));
        return types;
    }

    private static Map<String, Set<String>> publicTypes(Set<String> packages) {
        Map<String, Set<String>> types = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            if (packages.contains(type.getPackageName())
                    && type.isTopLevelClass()
                    && type.getModifiers().contains(JavaModifier.PUBLIC)) {
                types.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                        .add(type.getSimpleName());
            }
        }
        return types;
    }
}
