// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

import dev.migration.cli.output.FileFault;
import dev.migration.cli.setting.UsageException;

/**
 * The scripts of an application's jar: at the locations, as the class path has them.
 *
 * @param locations of the present scripts
 */
record JarScripts(Path jar, List<String> locations) {

    /** Where Spring Boot and a servlet container keep the classes of the application. */
    private static final List<String> ROOTS = List.of("", "BOOT-INF/classes/", "WEB-INF/classes/");

    private static final String RESOURCES = "src/main/resources/";
    private static final String USUAL = "db/revisions/";

    /** @throws UsageException if the jar cannot be read or has no scripts */
    Path extract(Path target) {
        List<String> folders = folders();
        int copied = 0;
        try (ZipFile archive = new ZipFile(jar.toFile())) {
            for (String root : ROOTS) {
                for (String folder : folders) {
                    copied += ZipScripts.copy(archive, root + folder, target);
                }
            }
        } catch (IOException failure) {
            throw new UsageException(
                    "The jar " + jar + " cannot be read: " + FileFault.reason(failure) + ".",
                    "Name a jar of the application, a folder, or a tag of git.");
        }
        if (copied == 0) {
            throw new UsageException(
                    "The jar " + jar + " has no scripts in " + String.join(", ", folders) + ".",
                    "Name the location that they have in the jar with --locations, or a folder that has them.");
        }
        return target;
    }

    private List<String> folders() {
        List<String> folders = new ArrayList<>();
        for (String location : locations) {
            String name =
                    location.replaceFirst("^(classpath\\*?|filesystem):/*", "").replace('\\', '/');
            int resources = name.lastIndexOf(RESOURCES);
            String folder = resources < 0 ? name : name.substring(resources + RESOURCES.length());
            boolean isOnClassPath = resources >= 0 || location.startsWith("classpath");
            folders.add(isOnClassPath ? folder.replaceFirst("/*$", "/") : USUAL);
        }
        return folders.stream().distinct().toList();
    }
}
