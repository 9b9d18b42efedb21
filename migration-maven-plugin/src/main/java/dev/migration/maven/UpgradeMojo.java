// SPDX-License-Identifier: Apache-2.0
package dev.migration.maven;

import java.util.List;

import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Applies the pending revisions, up to a target. */
@Mojo(name = "upgrade", requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
final class UpgradeMojo extends AbstractCommandMojo {

    /** The target revision. */
    @SuppressWarnings("NullAway.Init") // set by Maven
    @Parameter(property = "migration.target", defaultValue = "heads")
    private String target;

    @Override
    List<String> command() {
        return List.of("upgrade", target);
    }
}
