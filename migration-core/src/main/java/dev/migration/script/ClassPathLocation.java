package dev.migration.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/** A folder on the class path: plain folders, jars, and jars inside the jar that Spring Boot builds. */
record ClassPathLocation(String folder) implements ScriptLocation {

    @Override
    public List<ResourceSource> find(ResourcePatternResolver resolver) {
        try {
            return Stream.of(resolver.getResources("classpath*:" + folder + "/**/*.sql"))
                    .filter(Resource::isReadable)
                    .map(resource -> new ResourceSource(name(resource), resource))
                    .sorted(Comparator.comparing(ResourceSource::name))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot search classpath:" + folder, failure);
        }
    }

    /** The path from the location on: where the file stands among the resources of the project. */
    private String name(Resource resource) {
        try {
            // A plus sign in a URL's path is a plus sign; the decoder is made for forms and would make it a space.
            String url = resource.getURL().toString().replace("+", "%2B");
            String path = URLDecoder.decode(url, StandardCharsets.UTF_8);
            return path.substring(Math.max(0, path.lastIndexOf(folder + "/")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
