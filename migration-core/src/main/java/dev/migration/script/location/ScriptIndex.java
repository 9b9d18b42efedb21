// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.springframework.aot.AotDetector;
import org.springframework.core.io.Resource;
import org.springframework.core.io.UrlResource;
import org.springframework.core.io.support.ResourcePatternResolver;

/**
 * The names of the scripts in each folder of the class path, recorded when the application was built.
 *
 * <p>It is read only if Spring runs with ahead-of-time generated code: there the class path does not change, and in a
 * native image it cannot be searched. Otherwise an outdated index would hide a new revision.
 */
public final class ScriptIndex {

    /** The path of the index on the class path. */
    public static final String RESOURCE = "META-INF/dev.migration/scripts.index";

    private final SortedMap<String, List<String>> names;

    private ScriptIndex(SortedMap<String, List<String>> names) {
        this.names = names;
    }

    /**
     * Searches the class path now.
     *
     * @param locations the configured locations; if empty, {@link ScriptLocation#DEFAULT}; folders on disk are ignored
     */
    public static ScriptIndex of(Collection<String> locations, ResourcePatternResolver resolver) {
        SortedMap<String, List<String>> names = new TreeMap<>();
        for (String location : locations.isEmpty() ? List.of(ScriptLocation.DEFAULT) : locations) {
            if (ScriptLocation.of(location) instanceof ClassPathLocation folder) {
                names.put(
                        folder.folder(),
                        folder.search(resolver).stream()
                                .map(ScriptSource::name)
                                .distinct()
                                .toList());
            }
        }
        return new ScriptIndex(names);
    }

    /** The index of the build; empty if the application does not run with generated code. */
    static Optional<ScriptIndex> written(ResourcePatternResolver resolver) {
        Resource resource = resolver.getResource("classpath:" + RESOURCE);
        if (!AotDetector.useGeneratedArtifacts() || !resource.exists()) {
            return Optional.empty();
        }
        try (InputStream text = resource.getInputStream()) {
            return Optional.of(parse(new String(text.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read classpath:" + RESOURCE, failure);
        }
    }

    static ScriptIndex parse(String text) {
        SortedMap<String, List<String>> names = new TreeMap<>();
        for (String section : text.split("\n(?! )")) {
            List<String> lines = section.lines().map(String::strip).toList();
            if (!lines.isEmpty()) {
                names.put(lines.get(0), lines.subList(1, lines.size()));
            }
        }
        return new ScriptIndex(names);
    }

    /**
     * The scripts in a folder; empty if the folder is not in the index.
     *
     * @throws MissingScriptsException if scripts are missing
     */
    Optional<List<ScriptSource>> in(String folder, ClassLoader classLoader) {
        return Optional.ofNullable(names.get(folder)).map(scripts -> open(scripts, classLoader));
    }

    private static List<ScriptSource> open(List<String> scripts, ClassLoader classLoader) {
        List<ScriptSource> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String name : scripts) {
            List<URL> urls = find(name, classLoader);
            urls.forEach(url -> found.add(new ResourceSource(name, new UrlResource(url))));
            if (urls.isEmpty()) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            throw new MissingScriptsException(missing);
        }
        return found;
    }

    /** The URLs of all class path entries with this name. */
    private static List<URL> find(String name, ClassLoader classLoader) {
        try {
            return Collections.list(classLoader.getResources(name));
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot search classpath:" + name, failure);
        }
    }

    /** The names of all scripts, as resources of the class path. */
    public List<String> scripts() {
        return names.values().stream().flatMap(List::stream).distinct().toList();
    }

    /** The text of {@link #RESOURCE}: the folders, each followed by its scripts on lines that begin with a space. */
    public String toText() {
        return names.entrySet().stream().map(ScriptIndex::section).collect(Collectors.joining());
    }

    private static String section(Map.Entry<String, List<String>> folder) {
        return folder.getKey()
                + "\n"
                + folder.getValue().stream().map(name -> " " + name + "\n").collect(Collectors.joining());
    }
}
