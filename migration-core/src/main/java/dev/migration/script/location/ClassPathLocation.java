// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/**
 * A folder on the class path: in a plain folder, in a jar, or in a jar inside the jar that Spring Boot builds.
 *
 * <p>Plain folders are traversed here, because Spring omits files that it cannot read, and a revision must not be
 * omitted without an error.
 */
record ClassPathLocation(String folder) implements ScriptLocation {

    @Override
    public List<ScriptSource> find(ResourcePatternResolver resolver) {
        ClassLoader classLoader = resolver.getClassLoader();
        return Optional.ofNullable(classLoader)
                .flatMap(loader -> ScriptIndex.written(resolver).flatMap(index -> index.in(folder, loader)))
                .orElseGet(() -> search(resolver));
    }

    /** Searches the class path, without the index. */
    List<ScriptSource> search(ResourcePatternResolver resolver) {
        try {
            Map<String, ScriptSource> found = new LinkedHashMap<>();
            for (Resource root : resolver.getResources("classpath*:" + folder + "/")) {
                if (root.isFile()) {
                    add(FolderScanner.of(root.getFile().toPath(), folder), found);
                }
            }
            JarScanner jars = new JarScanner(folder);
            for (Resource root : resolver.getResources("classpath*:")) {
                if (!root.isFile()) {
                    add(jars.find(root), found);
                }
            }
            addOthers(resolver.getResources("classpath*:" + folder + "/**/*.sql"), found);
            return found.values().stream()
                    .sorted(Comparator.comparing(ScriptSource::name))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot search classpath:" + folder, failure);
        }
    }

    private static void add(List<ScriptSource> sources, Map<String, ScriptSource> found) {
        sources.forEach(source -> found.putIfAbsent(decoded(source.identity()), source));
    }

    /** Adds what only Spring finds: resources of class loaders that know neither folders nor jars, and of modules. */
    private void addOthers(Resource[] resources, Map<String, ScriptSource> found) throws IOException {
        for (Resource resource : resources) {
            if (!resource.isFile()) {
                String url = decoded(resource.getURL().toString());
                found.putIfAbsent(url, new ResourceSource(name(url), resource));
            }
        }
    }

    /** The path from the location on: the path of the file among the resources of the project. */
    private String name(String url) {
        return url.substring(Math.max(0, url.lastIndexOf(folder + "/")));
    }

    /** Two URLs of one resource may differ in what they encode. */
    private static String decoded(String url) {
        try {
            // URLDecoder decodes forms: it would turn a plus sign in the path into a space.
            return URLDecoder.decode(url.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return url;
        }
    }
}
