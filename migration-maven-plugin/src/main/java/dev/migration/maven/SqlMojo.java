// SPDX-License-Identifier: Apache-2.0
package dev.migration.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Writes the SQL of an upgrade for psql, and runs nothing. */
@Mojo(name = "sql", requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
final class SqlMojo extends AbstractCommandMojo {

    /** The target revision, or a range: <code>abc123:heads</code> for a database that is at abc123. */
    @SuppressWarnings("NullAway.Init") // set by Maven
    @Parameter(property = "migration.target", defaultValue = "heads")
    private String target;

    /** The file. One that exists is overwritten only in the folder of what the build makes. */
    @SuppressWarnings("NullAway.Init") // set by Maven
    @Parameter(property = "migration.output", defaultValue = "${project.build.directory}/migration.sql")
    private File output;

    @Override
    List<String> command() throws MojoExecutionException {
        try {
            if (output.toPath().startsWith(target())) {
                Files.deleteIfExists(output.toPath());
            }
        } catch (IOException failure) {
            throw new MojoExecutionException("The file " + output + " cannot be deleted.", failure);
        }
        return List.of("upgrade", target, "--sql", "--output", output.getPath());
    }
}
