// SPDX-License-Identifier: Apache-2.0
package dev.migration.maven;

import java.util.ArrayList;
import java.util.List;

import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/** Writes a revision into the sources that joins all heads. */
@Mojo(name = "merge", requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
final class MergeMojo extends AbstractCommandMojo {

    /** What the revision joins. */
    @Nullable
    @Parameter(property = "message")
    private String message;

    @Override
    List<String> command() {
        List<String> words = new ArrayList<>(List.of("merge"));
        addOption(words, "--message", message);
        return words;
    }
}
