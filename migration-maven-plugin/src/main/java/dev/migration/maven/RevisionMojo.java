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

/** Writes a new revision into the sources. */
@Mojo(name = "revision", requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
final class RevisionMojo extends AbstractCommandMojo {

    /** What the revision changes. */
    @Nullable
    @Parameter(property = "message")
    private String message;

    /** Writes the statements that lead from the revisions to the model of the schema, and back. */
    @Parameter(property = "autogenerate", defaultValue = "false")
    private boolean autogenerate;

    @Override
    List<String> command() {
        List<String> words = new ArrayList<>(List.of("revision"));
        addOption(words, "--message", message);
        if (autogenerate) {
            words.add("--autogenerate");
        }
        return words;
    }
}
