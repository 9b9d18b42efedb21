// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;

/**
 * The map of the packages in {@code docs/architecture.md}: a table for each module, with a row for each package and the packages
 * that it imports in the last column. A package of another module has the name of the module before it, such as {@code core:plan}.
 */
final class ArchitectureMap {

    private static final Path PAGE = Path.of("../docs/architecture.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|(.*)\\|([^|]*)\\|$");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final Map<String, String> PREFIXES = Map.of(
            "core",
            "dev.migration",
            "auto",
            "dev.migration.autogenerate",
            "cli",
            "dev.migration.cli",
            "boot",
            "dev.migration.boot");

    private final String module;

    ArchitectureMap(String module) {
        this.module = module;
    }

    /** Returns the imports of each package according to the page, in the order of its rows. */
    Map<String, Set<String>> documented() throws IOException {
        Map<String, Set<String>> imports = new LinkedHashMap<>();
        Matcher row = ROW.matcher(table());
        while (row.find()) {
            imports.put(
                    row.group(1),
                    NAME.matcher(row.group(3))
                            .results()
                            .map(name -> name.group(1))
                            .collect(Collectors.toSet()));
        }
        return imports;
    }

    /** Returns the imports of each package according to its classes. */
    Map<String, Set<String>> actual(JavaClasses classes) {
        Map<String, Set<String>> imports = new TreeMap<>();
        for (JavaClass type : classes) {
            if (!type.getSimpleName().equals("package-info")) {
                Set<String> found = imports.computeIfAbsent(name(type.getPackageName()), room -> new TreeSet<>());
                type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getPackageName())
                        .filter(target -> target.startsWith("dev.migration") && !target.equals(type.getPackageName()))
                        .map(this::name)
                        .forEach(found::add);
            }
        }
        return imports;
    }

    /** Writes the last column of each row anew. */
    void update(Map<String, Set<String>> imports) throws IOException {
        String table = table();
        String updated = ROW.matcher(table)
                .replaceAll(row -> Matcher.quoteReplacement("| `" + row.group(1) + "` |" + row.group(2) + "| "
                        + text(imports.getOrDefault(row.group(1), Set.of())) + " |"));
        Files.writeString(PAGE, Files.readString(PAGE).replace(table, updated));
    }

    private static String text(Set<String> names) {
        return names.isEmpty()
                ? "–"
                : names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private String table() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("<!-- map of " + module + " -->");
        return page.substring(start, page.indexOf("<!-- end -->", start));
    }

    private String name(String location) {
        List<String> modules = new ArrayList<>(List.of("cli", "boot", "auto", "core"));
        String owner = modules.stream()
                .filter(candidate -> isBelow(location, PREFIXES.getOrDefault(candidate, "")))
                .findFirst()
                .orElseThrow();
        String prefix = PREFIXES.getOrDefault(owner, "");
        String rest = location.equals(prefix) ? "(root)" : location.substring(prefix.length() + 1);
        return owner.equals(module) ? rest : owner + ":" + rest;
    }

    private static boolean isBelow(String location, String prefix) {
        return location.equals(prefix) || location.startsWith(prefix + ".");
    }
}
