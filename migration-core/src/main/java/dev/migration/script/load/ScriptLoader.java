package dev.migration.script.load;

import dev.migration.revision.Revision;
import dev.migration.script.InvalidScriptsException;
import dev.migration.script.JavaRevision;
import dev.migration.script.NoRevisionsException;
import dev.migration.script.Variables;
import dev.migration.script.location.ScriptLocation;
import dev.migration.script.location.ScriptSource;
import dev.migration.script.parse.JavaRevisionParser;
import dev.migration.script.parse.ParsedScript;
import dev.migration.script.parse.ScriptParser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.support.ResourcePatternResolver;

/** Finds and reads every script of an application. */
public final class ScriptLoader {

    private static final Logger log = LoggerFactory.getLogger(ScriptLoader.class);

    private final ResourcePatternResolver resolver;
    private final Variables variables;

    public ScriptLoader(ResourcePatternResolver resolver, Variables variables) {
        this.resolver = resolver;
        this.variables = variables;
    }

    /**
     * Reads the scripts in the locations, or in {@link ScriptLocation#DEFAULT} when none is given, and the Java revisions.
     *
     * @throws InvalidScriptsException with every fault
     * @throws NoRevisionsException if a location that was given holds no script
     */
    public RevisionScripts load(List<String> locations, Collection<? extends JavaRevision> javaRevisions) {
        Map<String, ScriptSource> sources = new LinkedHashMap<>();
        if (locations.isEmpty()) {
            search(ScriptLocation.DEFAULT, sources);
        }
        for (String location : locations) {
            if (search(location, sources) == 0) {
                throw new NoRevisionsException(location);
            }
        }
        if (sources.isEmpty() && javaRevisions.isEmpty()) {
            log.warn("There are no revisions in {}: nothing to migrate", ScriptLocation.DEFAULT);
        }
        RevisionScripts scripts = RevisionScripts.of(parse(sources, javaRevisions));
        warnOfBases(scripts);
        return scripts;
    }

    /**
     * The same where locations may have no script yet.
     *
     * @throws InvalidScriptsException with every fault
     */
    public RevisionScripts loadIfPresent(List<String> locations, Collection<? extends JavaRevision> javaRevisions) {
        return loadIfPresent(locations, javaRevisions, List.of());
    }

    /** The same with scripts that are not in the locations yet. */
    public RevisionScripts loadIfPresent(
            List<String> locations, Collection<? extends JavaRevision> javaRevisions, List<ScriptSource> beside) {
        Map<String, ScriptSource> sources = new LinkedHashMap<>();
        locations.forEach(location -> search(location, sources));
        beside.forEach(source -> sources.put(source.identity(), source));
        return RevisionScripts.of(parse(sources, javaRevisions));
    }

    /** Two locations may hold the same file; it is read once. */
    private int search(String location, Map<String, ScriptSource> sources) {
        List<ScriptSource> found = ScriptLocation.of(location).find(resolver);
        found.forEach(source -> sources.putIfAbsent(source.identity(), source));
        return found.size();
    }

    private List<ParsedScript> parse(
            Map<String, ScriptSource> sources, Collection<? extends JavaRevision> javaRevisions) {
        List<ParsedScript> parsed = new ArrayList<>();
        Map<String, Long> uses =
                sources.values().stream().collect(Collectors.groupingBy(ScriptSource::name, Collectors.counting()));
        sources.forEach((identity, source) -> {
            // Two jars may hold a file of one name: only the whole path tells them apart.
            boolean clear = uses.getOrDefault(source.name(), 0L) == 1;
            parsed.add(ScriptParser.parse(clear ? source : source.named(identity), variables));
        });
        javaRevisions.forEach(code -> parsed.add(JavaRevisionParser.read(code)));
        return parsed;
    }

    /** The likeliest slip of all is a forgotten {@code @revises}; several bases are legal, so it is only said. */
    private static void warnOfBases(RevisionScripts scripts) {
        List<String> nameless = scripts.graph().bases().inOrder().stream()
                .filter(base -> base.branchLabels().isEmpty())
                .map(Revision::id)
                .toList();
        if (nameless.size() > 1) {
            log.warn(
                    "Revisions {} revise nothing: is a '@revises' missing? If one begins a branch, name it with '@branch'",
                    String.join(", ", nameless));
        }
    }
}
