// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
            List<ScriptSource> found = new ArrayList<>();
            for (Resource root : resolver.getResources("classpath*:" + folder + "/")) {
                if (root.isFile()) {
                    found.addAll(FolderScanner.of(root.getFile().toPath(), folder));
                }
            }
            for (Resource resource : resolver.getResources("classpath*:" + folder + "/**/*.sql")) {
                if (!resource.isFile()) {
                    found.add(new ResourceSource(name(resource), resource));
                }
            }
            found.sort(Comparator.comparing(ScriptSource::name));
            return found;
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot search classpath:" + folder, failure);
        }
    }

    /** The path from the location on: the path of the file among the resources of the project. */
    private String name(Resource resource) throws IOException {
        // URLDecoder decodes forms: it would turn a plus sign in the path into a space.
        String url = resource.getURL().toString().replace("+", "%2B");
        String path = URLDecoder.decode(url, StandardCharsets.UTF_8);
        return path.substring(Math.max(0, path.lastIndexOf(folder + "/")));
    }
}
