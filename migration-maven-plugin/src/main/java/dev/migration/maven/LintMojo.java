// SPDX-License-Identifier: Apache-2.0
package dev.migration.maven;

import java.util.List;

import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Applies the revisions to a scratch database and reports what is dangerous in them. Fails if something is. */
@Mojo(name = "lint", requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
final class LintMojo extends AbstractCommandMojo {

    @Override
    List<String> command() {
        return List.of("lint");
    }
}
