// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.support.ResourcePatternResolver;

import dev.migration.revision.Revision;
import dev.migration.script.InvalidScriptsException;
import dev.migration.script.JavaRevision;
import dev.migration.script.NoRevisionsException;
import dev.migration.script.ScriptFault;
import dev.migration.script.Variables;
import dev.migration.script.location.ScriptLocation;
import dev.migration.script.location.ScriptSource;
import dev.migration.script.parse.JavaRevisionParser;
import dev.migration.script.parse.ParsedScript;
import dev.migration.script.parse.ScriptParser;

/** Finds and parses all scripts of an application. */
public final class ScriptLoader {

    private static final Logger log = LoggerFactory.getLogger(ScriptLoader.class);

    private final ResourcePatternResolver resolver;
    private final Variables variables;
    private final Map<String, String> texts;

    public ScriptLoader(ResourcePatternResolver resolver, Variables variables) {
        this(resolver, variables, Map.of());
    }

    private ScriptLoader(ResourcePatternResolver resolver, Variables variables, Map<String, String> texts) {
        this.resolver = resolver;
        this.variables = variables;
        this.texts = texts;
    }

    /** A copy that parses these texts instead of those of the files with these names. */
    public ScriptLoader with(Map<String, String> other) {
        return new ScriptLoader(resolver, variables, Map.copyOf(other));
    }

    /**
     * Loads the scripts in the locations, or in {@link ScriptLocation#DEFAULT} if none is given, and the Java
     * revisions.
     *
     * @throws InvalidScriptsException with every fault
     * @throws NoRevisionsException if a given location contains no script
     */
    public RevisionScripts load(List<String> locations, Collection<? extends JavaRevision> javaRevisions) {
        Map<Object, ScriptSource> sources = new LinkedHashMap<>();
        if (locations.isEmpty()) {
            search(ScriptLocation.DEFAULT, sources);
        }
        for (String location : locations) {
            if (search(location, sources) == 0) {
                throw ScriptLocation.of(location).isMissing()
                        ? NoRevisionsException.missing(location)
                        : new NoRevisionsException(location);
            }
        }
        if (sources.isEmpty() && javaRevisions.isEmpty()) {
            log.warn("There are no revisions in {}: nothing to migrate", ScriptLocation.DEFAULT);
        }
        RevisionScripts scripts = RevisionScripts.of(parse(sources, javaRevisions));
        warnOfBases(scripts);
        scripts.downgradeFaults().forEach(ScriptLoader::warn);
        return scripts;
    }

    /**
     * Like {@link #load}, but locations may contain no script.
     *
     * @throws InvalidScriptsException with every fault
     */
    public RevisionScripts loadIfPresent(List<String> locations, Collection<? extends JavaRevision> javaRevisions) {
        return loadIfPresent(locations, javaRevisions, List.of());
    }

    /**
     * Like {@link #load}, but locations may contain no script.
     *
     * @param additional scripts that are not in the locations yet
     * @throws InvalidScriptsException with every fault
     */
    public RevisionScripts loadIfPresent(
            List<String> locations, Collection<? extends JavaRevision> javaRevisions, List<ScriptSource> additional) {
        Map<Object, ScriptSource> sources = new LinkedHashMap<>();
        locations.forEach(location -> search(location, sources));
        additional.forEach(source -> sources.put(source.key(), source));
        return RevisionScripts.of(parse(sources, javaRevisions));
    }

    /** Adds the scripts of a location. Two locations may contain the same file; it is read once. */
    private int search(String location, Map<Object, ScriptSource> sources) {
        List<ScriptSource> found = ScriptLocation.of(location).find(resolver);
        found.forEach(source -> add(source, sources));
        return found.size();
    }

    private static void add(ScriptSource source, Map<Object, ScriptSource> sources) {
        ScriptSource other = sources.putIfAbsent(source.key(), source);
        // Only the identity tells two paths to one file from two files.
        if (other != null && !other.identity().equals(source.identity())) {
            sources.putIfAbsent(source.identity(), source);
        }
    }

    private List<ParsedScript> parse(
            Map<Object, ScriptSource> sources, Collection<? extends JavaRevision> javaRevisions) {
        List<ParsedScript> parsed = new ArrayList<>();
        Map<String, Integer> uses = new HashMap<>();
        sources.values().forEach(source -> uses.merge(source.name(), 1, Integer::sum));
        for (ScriptSource source : sources.values()) {
            // Two jars may contain a file with the same name: then the whole path is shown.
            boolean unique = uses.getOrDefault(source.name(), 0) == 1;
            parsed.add(ScriptParser.parse(withText(unique ? source : source.named(source.identity())), variables));
        }
        javaRevisions.forEach(code -> parsed.add(JavaRevisionParser.read(code)));
        return parsed;
    }

    private ScriptSource withText(ScriptSource source) {
        String text = texts.get(source.name());
        return text == null ? source : ScriptSource.of(source.name(), text);
    }

    private static void warn(ScriptFault fault) {
        log.warn(
                "{}: the downgrade section has a fault, so that this revision cannot be reverted, nor applied anew: {} {}",
                fault.place(),
                fault.problem(),
                fault.remedy());
    }

    /**
     * Warns of several bases without a label: a forgotten {@code @revises} is the most frequent mistake, and several
     * bases are legal.
     */
    private static void warnOfBases(RevisionScripts scripts) {
        List<String> unlabelled = scripts.graph().bases().inOrder().stream()
                .filter(base -> base.branchLabels().isEmpty())
                .map(Revision::id)
                .toList();
        if (unlabelled.size() > 1) {
            log.warn(
                    "Revisions {} revise nothing: is a '@revises' missing? If one begins a branch, name it with '@branch'",
                    String.join(", ", unlabelled));
        }
    }
}
