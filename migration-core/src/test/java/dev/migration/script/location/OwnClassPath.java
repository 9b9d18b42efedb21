// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** A class path that only has what a test puts there; it is closed after the test. */
public final class OwnClassPath implements AfterEachCallback {

    private URLClassLoader loader = new URLClassLoader(new URL[0], null);

    /** Replaces its entries: jars, and folders of classes. */
    public void of(Path... entries) throws IOException {
        close();
        URL[] urls = new URL[entries.length];
        for (int index = 0; index < entries.length; index++) {
            urls[index] = entries[index].toUri().toURL();
        }
        loader = new URLClassLoader(urls, null);
    }

    /** Loads resources of its entries. */
    public ClassLoader loader() {
        return loader;
    }

    /** Finds resources in its entries. */
    public PathMatchingResourcePatternResolver resolver() {
        return new PathMatchingResourcePatternResolver(loader);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        close();
    }

    private void close() throws IOException {
        loader.close();
    }
}
