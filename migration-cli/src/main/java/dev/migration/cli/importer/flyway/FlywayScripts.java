// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.flyway;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import dev.migration.cli.importer.flyway.FlywayFile.Kind;
import dev.migration.cli.importer.project.ImportProblems;

/** The scripts of a Flyway project by kind. */
final class FlywayScripts {

    private final Map<Kind, TreeMap<FlywayVersion, FlywayFile>> versioned = new TreeMap<>();
    private final TreeMap<String, FlywayFile> repeatables = new TreeMap<>();

    /** @param problems gets scripts with the same kind and version */
    FlywayScripts(Collection<FlywayFile> files, ImportProblems problems) {
        for (Kind kind : Kind.values()) {
            List<FlywayFile> ofKind =
                    files.stream().filter(file -> file.kind() == kind).toList();
            if (kind == Kind.REPEATABLE) {
                repeatables.putAll(single(ofKind, FlywayFile::description, problems));
            } else {
                versioned.put(kind, single(ofKind, file -> file.version().orElseThrow(), problems));
            }
        }
    }

    /** The scripts of one kind by version; empty for repeatables. */
    TreeMap<FlywayVersion, FlywayFile> of(Kind kind) {
        return versioned.getOrDefault(kind, new TreeMap<>());
    }

    /** The repeatable scripts in the order in which Flyway applies them. */
    List<FlywayFile> repeatables() {
        return new ArrayList<>(repeatables.values());
    }

    private static <K extends Comparable<K>> TreeMap<K, FlywayFile> single(
            List<FlywayFile> files, Function<FlywayFile, K> key, ImportProblems problems) {
        TreeMap<K, FlywayFile> single = new TreeMap<>();
        for (FlywayFile file : files) {
            FlywayFile other = single.putIfAbsent(key.apply(file), file);
            if (other != null) {
                problems.add(
                        file.path(),
                        "'" + other.path() + "' has the same version or description: " + key.apply(file) + ".",
                        "Keep one of the two, or give it another version.");
            }
        }
        return single;
    }
}
