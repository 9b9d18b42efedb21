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
 * A folder on the class path: plain folders, jars, and jars inside the jar that Spring Boot builds.
 *
 * <p>Plain folders are walked here: Spring leaves out what it may not read, and a revision must not vanish.
 */
record ClassPathLocation(String folder) implements ScriptLocation {

    @Override
    public List<ScriptSource> find(ResourcePatternResolver resolver) {
        ClassLoader classLoader = resolver.getClassLoader();
        return Optional.ofNullable(classLoader)
                .flatMap(loader -> ScriptIndex.written(resolver).flatMap(index -> index.in(folder, loader)))
                .orElseGet(() -> search(resolver));
    }

    /** What is there, whatever an index says. */
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

    /** The path from the location on: where the file stands among the resources of the project. */
    private String name(Resource resource) throws IOException {
        // A plus sign in a URL's path is a plus sign; the decoder is made for forms and would make it a space.
        String url = resource.getURL().toString().replace("+", "%2B");
        String path = URLDecoder.decode(url, StandardCharsets.UTF_8);
        return path.substring(Math.max(0, path.lastIndexOf(folder + "/")));
    }
}
