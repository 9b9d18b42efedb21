// SPDX-License-Identifier: Apache-2.0
package dev.migration.maven;

import java.util.List;

import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Checks that every script is applied as it is. Fails if something is pending. */
@Mojo(name = "verify", requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
final class VerifyMojo extends AbstractCommandMojo {

    @Override
    List<String> command() {
        return List.of("verify");
    }
}
