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
 * Which scripts were in which folder of the class path when the application was built.
 *
 * <p>It is read only where Spring runs what it generated ahead of time: there the class path is closed, and in a native image
 * it cannot be searched. Anywhere else an old index would hide a new revision.
 */
public final class ScriptIndex {

    /** Where it stands on the class path. */
    public static final String RESOURCE = "META-INF/dev.migration/scripts.index";

    private final SortedMap<String, List<String>> names;

    private ScriptIndex(SortedMap<String, List<String>> names) {
        this.names = names;
    }

    /**
     * Searches the class path now.
     *
     * @param locations as in the settings; none means {@link ScriptLocation#DEFAULT}, and folders on disk are left out
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

    /** The index that was written when the application was built, where it counts. */
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
     * The scripts in a folder; empty when the folder was not looked at.
     *
     * @throws MissingScriptsException if some are gone
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

    /** Several class path entries may have one of that name. */
    private static List<URL> find(String name, ClassLoader classLoader) {
        try {
            return Collections.list(classLoader.getResources(name));
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot look for classpath:" + name, failure);
        }
    }

    /** The names of all scripts, as resources of the class path. */
    public List<String> scripts() {
        return names.values().stream().flatMap(List::stream).distinct().toList();
    }

    /** The text of {@link #RESOURCE}: folders, and below each its scripts behind a blank. */
    public String toText() {
        return names.entrySet().stream().map(ScriptIndex::section).collect(Collectors.joining());
    }

    private static String section(Map.Entry<String, List<String>> folder) {
        return folder.getKey()
                + "\n"
                + folder.getValue().stream().map(name -> " " + name + "\n").collect(Collectors.joining());
    }
}
