package dev.migration.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/** Finds and reads every script of an application. */
public final class ScriptLoader {

    /** Where scripts are when nobody says otherwise. */
    public static final String DEFAULT_LOCATION = "classpath:db/revisions";

    private static final Logger log = LoggerFactory.getLogger(ScriptLoader.class);

    private final ResourcePatternResolver resolver;
    private final Variables variables;

    public ScriptLoader(ResourcePatternResolver resolver, Variables variables) {
        this.resolver = resolver;
        this.variables = variables;
    }

    /**
     * Reads the scripts in the locations, or in {@link #DEFAULT_LOCATION} when none is given, and the Java revisions.
     *
     * @throws InvalidScriptsException with every fault
     * @throws NoRevisionsException if a location that was given holds no script
     */
    public RevisionScripts load(List<String> locations, Collection<? extends JavaRevision> javaRevisions) {
        Map<String, ResourceSource> sources = new LinkedHashMap<>();
        if (locations.isEmpty()) {
            search(DEFAULT_LOCATION, sources);
        }
        for (String location : locations) {
            if (search(location, sources) == 0) {
                throw new NoRevisionsException(location);
            }
        }
        if (sources.isEmpty() && javaRevisions.isEmpty()) {
            log.warn("There are no revisions in {}: nothing to migrate", DEFAULT_LOCATION);
        }
        return RevisionScripts.of(parse(sources, javaRevisions));
    }

    /** Two locations may hold the same file; it is read once. */
    private int search(String location, Map<String, ResourceSource> sources) {
        List<ResourceSource> found = ScriptLocation.of(location).find(resolver);
        found.forEach(source -> sources.putIfAbsent(identity(source.resource()), source));
        return found.size();
    }

    private List<ParsedScript> parse(
            Map<String, ResourceSource> sources, Collection<? extends JavaRevision> javaRevisions) {
        List<ParsedScript> parsed = new ArrayList<>();
        Map<String, Long> uses =
                sources.values().stream().collect(Collectors.groupingBy(ResourceSource::name, Collectors.counting()));
        sources.forEach((identity, source) -> {
            // Two jars may hold a file of one name: only the whole path tells them apart.
            boolean clear = uses.getOrDefault(source.name(), 0L) == 1;
            parsed.add(ScriptParser.parse(clear ? source : new ResourceSource(identity, source.resource()), variables));
        });
        javaRevisions.forEach(code -> parsed.add(JavaRevisionReader.read(code)));
        return parsed;
    }

    private static String identity(Resource resource) {
        try {
            return resource.isFile()
                    ? resource.getFile().toPath().toRealPath().toString()
                    : resource.getURL().toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
