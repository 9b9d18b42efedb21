// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import org.springframework.core.io.Resource;
import org.springframework.core.io.UrlResource;
import org.springframework.util.ResourceUtils;

/**
 * Finds the scripts below a folder in a jar, by the names of all its entries. A class loader and Spring look for an entry of
 * the folder itself, which jars that {@code zip -D}, ProGuard and some shaders write do not have.
 */
record JarScanner(String folder) {

    /** The scripts in a jar, or in a jar inside a jar; empty if the resource is not the root of a jar. */
    List<ScriptSource> find(Resource root) throws IOException {
        URLConnection connection = root.getURL().openConnection();
        if (!(connection instanceof JarURLConnection jar)) {
            return List.of();
        }
        // A jar from the cache of the JDK would stay open. The class loader has it open anyway, so opening it again is
        // cheap.
        jar.setUseCaches(false);
        try (JarFile file = jar.getJarFile()) {
            String prefix = folder.isEmpty() ? "" : folder + "/";
            return file.stream()
                    .filter(entry -> entry.getName().startsWith(prefix))
                    .filter(entry -> !entry.isDirectory() && ScriptName.of(entry.getName()) != ScriptName.OTHER)
                    .map(entry -> source(root, entry))
                    .toList();
        }
    }

    private static ScriptSource source(Resource root, JarEntry entry) {
        String name = entry.getName();
        return ScriptName.of(name) == ScriptName.CAPITALS
                ? UnreadablePath.capitals(name)
                : new ResourceSource(name, resource(root, name));
    }

    private static Resource resource(Resource root, String entry) {
        try {
            String path = new URI(null, null, "/" + entry, null).toASCIIString();
            return new UrlResource(ResourceUtils.toURL(root.getURL() + path.substring(1)));
        } catch (IOException | URISyntaxException impossible) {
            throw new IllegalStateException(root + " has an entry without a URL: " + entry, impossible);
        }
    }
}
