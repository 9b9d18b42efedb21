// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.springframework.core.io.support.ResourcePatternResolver;

import dev.migration.script.location.ScriptLocation;
import dev.migration.script.location.ScriptSource;
import dev.migration.setting.ModuleSelection;

/** The files of an application's scripts, each once, with their modules. */
final class ScriptSources {

    private final ResourcePatternResolver resolver;
    private final Map<Object, ScriptSource> sources = new LinkedHashMap<>();
    /** The modules of files, by their keys; a file in no module has none. */
    private final Map<Object, String> modules = new HashMap<>();

    ScriptSources(ResourcePatternResolver resolver) {
        this.resolver = resolver;
    }

    /** Adds the scripts of a module. A location that also contains them does not change their module. */
    void addModule(String module, List<ScriptSource> scripts) {
        for (ScriptSource script : scripts) {
            modules.put(add(script), module);
        }
    }

    /** Adds the scripts of a location. Two locations may contain the same file; it is read once. */
    int search(String location) {
        List<ScriptSource> found = ScriptLocation.of(location).find(resolver);
        found.forEach(this::add);
        return found.size();
    }

    /** Adds scripts, which replace files that were found. */
    void replace(List<ScriptSource> scripts) {
        scripts.forEach(script -> sources.put(script.key(), script));
    }

    private Object add(ScriptSource source) {
        ScriptSource other = sources.putIfAbsent(source.key(), source);
        // Only the identity tells two paths to one file from two files.
        if (other == null || other.identity().equals(source.identity())) {
            return source.key();
        }
        sources.putIfAbsent(source.identity(), source);
        return source.identity();
    }

    boolean isEmpty() {
        return sources.isEmpty();
    }

    /** Calls for each file with the name of its module. Two jars may contain a file with the same name: then it has its whole path. */
    void forEach(BiConsumer<String, ScriptSource> action) {
        Map<String, Integer> uses = new HashMap<>();
        sources.values().forEach(source -> uses.merge(source.name(), 1, Integer::sum));
        sources.forEach((key, source) -> action.accept(
                modules.getOrDefault(key, ModuleSelection.APPLICATION),
                uses.getOrDefault(source.name(), 0) == 1 ? source : source.named(source.identity())));
    }
}
