// SPDX-License-Identifier: Apache-2.0
package dev.migration.maven;

import java.util.List;

import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Reverts the applied revisions after a target, newest first. */
@Mojo(name = "downgrade", requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
final class DowngradeMojo extends AbstractCommandMojo {

    /** The target revision: <code>-1</code> reverts the last one, <code>base</code> all. */
    @SuppressWarnings("NullAway.Init") // set by Maven
    @Parameter(property = "migration.target", required = true)
    private String target;

    @Override
    List<String> command() {
        return List.of("downgrade", target);
    }
}
