// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.rolling;

import java.nio.file.Path;
import java.util.List;

import dev.migration.sample.support.UnpackedSample;

/**
 * A release of the application: the packaged application, with folders of the demo on its class path.
 *
 * @param folders below {@code sample-support-app/demo}: revisions, and the mapping of the entity
 */
record Release(String name, List<String> folders) {

    /** The head of the history of version 1. */
    static final String BEFORE = "zd004";

    /** Reads and writes the column priority. */
    static final Release ONE = new Release("version 1", List.of());

    /** Reads and writes the column urgency, and brings the revisions that add and fill it. */
    static final Release TWO = new Release("version 2", List.of("mapping", "expand"));

    /** Also brings the revision that drops the column priority. */
    static final Release THREE = new Release("version 3", List.of("mapping", "expand", "contract"));

    /** Does the same as versions 2 and 3 in one revision. */
    static final Release NAIVE = new Release("version 2", List.of("mapping", "naive"));

    /** The arguments after {@code java} and its other flags. */
    List<String> command() {
        return folders.isEmpty()
                ? UnpackedSample.command()
                : UnpackedSample.command(folders.stream().map(Release::folder).toList());
    }

    private static Path folder(String name) {
        return Path.of("demo", name).toAbsolutePath();
    }
}
