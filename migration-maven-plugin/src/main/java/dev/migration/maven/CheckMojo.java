// SPDX-License-Identifier: Apache-2.0
package dev.migration.maven;

import java.util.List;

import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Compares all revisions with the model of the schema, on a scratch database. Fails if they differ. */
@Mojo(name = "check", requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
final class CheckMojo extends AbstractCommandMojo {

    @Override
    List<String> command() {
        return List.of("check");
    }
}
