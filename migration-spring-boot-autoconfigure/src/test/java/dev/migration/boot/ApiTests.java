// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import dev.migration.Migrator;
import dev.migration.boot.status.MigrationMonitor;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares {@code docs/api.md} with the public types of the packages that it lists, and with their methods. */
class ApiTests {

    private static final Path PAGE = Path.of("../docs/api.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|([^|]*)\\|([^|]*)\\|$");
    private static final Pattern METHOD = Pattern.compile("(?m)^\\* `([^`]+)`");
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

    @Test
    void methodsOfApiTypesNameOnlyApiTypes() throws IOException {
        Set<String> api = api();

        assertThat(CLASSES.stream()
                        .filter(type -> api.contains(topLevel(type)) && isPublic(type))
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> isVisible(method) && namesInternalType(method, api))
                        .map(method -> method.getOwner().getSimpleName() + "." + method.getName()))
                .containsExactlyInAnyOrderElementsOf(internalMethods());
    }

    private static boolean namesInternalType(JavaMethod method, Set<String> api) {
        return Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
                .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .map(JavaClass::getBaseComponentType)
                .anyMatch(type -> type.getPackageName().startsWith("dev.migration") && !api.contains(topLevel(type)));
    }

    private static boolean isVisible(JavaMethod method) {
        return method.getModifiers().contains(JavaModifier.PUBLIC)
                && !method.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !method.getModifiers().contains(JavaModifier.BRIDGE);
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ApiTests::isPublic).orElse(true);
    }

    private static String topLevel(JavaClass type) {
        return type.getEnclosingClass().map(ApiTests::topLevel).orElse(type.getFullName());
    }

    /** The full names of the types in the column API. */
    private static Set<String> api() throws IOException {
        return ROW.matcher(Files.readString(PAGE))
                .results()
                .flatMap(row -> NAME.matcher(row.group(2)).results().map(name -> row.group(1) + "." + name.group(1)))
                .collect(Collectors.toSet());
    }

    private static List<String> internalMethods() throws IOException {
        String page = Files.readString(PAGE);
        return METHOD.matcher(page.substring(page.indexOf("## Internal methods")))
                .results()
                .map(method -> method.group(1))
                .toList();
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
