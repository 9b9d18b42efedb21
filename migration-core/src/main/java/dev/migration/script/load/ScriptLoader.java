// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.support.ResourcePatternResolver;

import dev.migration.script.InvalidScriptsException;
import dev.migration.script.JavaRevision;
import dev.migration.script.NoRevisionsException;
import dev.migration.script.ScriptFault;
import dev.migration.script.Variables;
import dev.migration.script.load.ScriptFiles.OwnedFile;
import dev.migration.script.location.DigestedSource;
import dev.migration.script.location.ScriptLocation;
import dev.migration.script.location.ScriptSource;
import dev.migration.script.parse.JavaRevisionParser;
import dev.migration.script.parse.ParsedScript;
import dev.migration.script.parse.ScriptParser;
import dev.migration.setting.ModuleSelection;

/** Finds and parses all scripts of an application. */
public final class ScriptLoader {

    private static final Logger log = LoggerFactory.getLogger(ScriptLoader.class);

    private final ResourcePatternResolver resolver;
    private final Variables variables;
    private final UnaryOperator<ScriptSource> read;
    private final ModuleSelection modules;

    public ScriptLoader(ResourcePatternResolver resolver, Variables variables) {
        this(resolver, variables, UnaryOperator.identity(), ModuleSelection.ALL);
    }

    private ScriptLoader(
            ResourcePatternResolver resolver,
            Variables variables,
            UnaryOperator<ScriptSource> read,
            ModuleSelection modules) {
        this.resolver = resolver;
        this.variables = variables;
        this.read = read;
        this.modules = modules;
    }

    /** A copy that parses these texts instead of those of the files with these names. */
    public ScriptLoader with(Map<String, String> other) {
        Map<String, String> texts = Map.copyOf(other);
        return reading(source -> {
            String text = texts.get(source.name());
            return text == null ? source : ScriptSource.of(source.name(), text);
        });
    }

    /** A copy that gives files other names in messages. */
    public ScriptLoader named(UnaryOperator<String> names) {
        return reading(source -> {
            String name = names.apply(source.name());
            return name.equals(source.name()) ? source : source.named(name);
        });
    }

    private ScriptLoader reading(UnaryOperator<ScriptSource> change) {
        return new ScriptLoader(resolver, variables, source -> change.apply(read.apply(source)), modules);
    }

    /** A copy that loads only these modules and what they need. */
    public ScriptLoader with(ModuleSelection selection) {
        return new ScriptLoader(resolver, variables, read, selection);
    }

    /**
     * Finds the scripts in the locations, or in {@link ScriptLocation#DEFAULT} if none is given, the Java revisions, and
     * the scripts of the modules on the class path. Parses no file.
     *
     * @throws InvalidScriptsException with every fault of the indexes of modules
     * @throws NoRevisionsException if a given location contains no script
     */
    public FoundScripts find(List<String> locations, Collection<? extends JavaRevision> javaRevisions) {
        Map<String, List<ScriptSource>> byModule = ModuleFinder.find(resolver);
        ScriptSources sources = new ScriptSources(resolver);
        byModule.forEach(sources::addModule);
        if (locations.isEmpty()) {
            sources.search(ScriptLocation.DEFAULT);
        }
        for (String location : locations) {
            if (sources.search(location) == 0) {
                throw ScriptLocation.of(location).isMissing()
                        ? NoRevisionsException.missing(location)
                        : new NoRevisionsException(location);
            }
        }
        if (sources.isEmpty() && javaRevisions.isEmpty()) {
            log.warn("There are no revisions in {}: nothing to migrate", ScriptLocation.DEFAULT);
        }
        List<OwnedFile> files = new ArrayList<>();
        sources.forEach((module, source) -> files.add(new OwnedFile(module, new DigestedSource(read.apply(source)))));
        return new FoundScripts(new ScriptFiles(
                        files, parse(javaRevisions), variables, scripts -> link(scripts, byModule.keySet())))
                .with(modules.toString(), scripts -> scripts);
    }

    /**
     * Like {@link #find}, and parses them.
     *
     * @throws InvalidScriptsException with every fault
     */
    public RevisionScripts load(List<String> locations, Collection<? extends JavaRevision> javaRevisions) {
        return find(locations, javaRevisions).get();
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
        Map<String, List<ScriptSource>> byModule = ModuleFinder.find(resolver);
        ScriptSources sources = new ScriptSources(resolver);
        byModule.forEach(sources::addModule);
        locations.forEach(sources::search);
        sources.replace(additional);
        List<OwnedScript> parsed = new ArrayList<>();
        sources.forEach((module, source) ->
                parsed.add(new OwnedScript(module, ScriptParser.parse(read.apply(source), variables))));
        parsed.addAll(parse(javaRevisions));
        return link(parsed, byModule.keySet());
    }

    private RevisionScripts link(List<OwnedScript> scripts, Collection<String> names) {
        List<ScriptFault> faults = new ArrayList<>();
        List<OwnedScript> labelled = ModuleBranches.label(scripts, faults);
        List<ParsedScript> selected = ModuleFilter.select(labelled, names, modules, faults);
        return RevisionScripts.of(selected, faults).leavingOut(leftOut(labelled, selected));
    }

    /** The module of each revision that takes no part. */
    private static Map<String, String> leftOut(List<OwnedScript> scripts, List<ParsedScript> selected) {
        if (scripts.size() == selected.size()) {
            return Map.of();
        }
        Set<ParsedScript> present = Collections.newSetFromMap(new IdentityHashMap<>());
        present.addAll(selected);
        Map<String, String> modules = new HashMap<>();
        scripts.stream()
                .filter(owned -> !present.contains(owned.script()))
                .forEach(owned -> owned.ids().forEach(id -> modules.put(id, owned.module())));
        return modules;
    }

    private static List<OwnedScript> parse(Collection<? extends JavaRevision> javaRevisions) {
        return javaRevisions.stream()
                .map(code -> new OwnedScript(ModuleSelection.APPLICATION, JavaRevisionParser.read(code)))
                .toList();
    }
}
