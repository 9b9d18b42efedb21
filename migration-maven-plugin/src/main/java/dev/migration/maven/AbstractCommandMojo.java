// SPDX-License-Identifier: Apache-2.0
package dev.migration.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

import dev.migration.maven.process.CommandProcess;
import dev.migration.maven.process.ProjectProgram;
import dev.migration.maven.process.WordSplitter;

/** The base of a goal that runs one command. */
abstract class AbstractCommandMojo extends AbstractMojo {

    @SuppressWarnings("NullAway.Init") // set by Maven
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @SuppressWarnings("NullAway.Init") // set by Maven
    @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
    private List<Artifact> pluginArtifacts;

    /** The database: <code>jdbc:postgresql://HOST:PORT/DATABASE</code>. Default: that of the application or of migration.properties. */
    @Nullable
    @Parameter(property = "migration.url")
    private String url;

    /** The database user. */
    @Nullable
    @Parameter(property = "migration.username")
    private String username;

    /** The password. It is not printed, and no other user of the machine can see it in the list of processes. */
    @Nullable
    @Parameter(property = "migration.password")
    private String password;

    /** The main class of the application. Default: start-class, or the only one with <code>&#64;SpringBootApplication</code>. */
    @Nullable
    @Parameter(property = "migration.mainClass", defaultValue = "${start-class}")
    private String mainClass;

    /** More options of the command, as on its command line: <code>--database orders --spring.profiles.active=dev</code>. */
    @Nullable
    @Parameter(property = "migration.arguments")
    private String arguments;

    /** Does nothing. */
    @Parameter(property = "migration.skip", defaultValue = "false")
    private boolean skip;

    /** The words of the command, without the options of all goals. */
    abstract List<String> command() throws MojoExecutionException;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip || "pom".equals(project.getPackaging())) {
            getLog().info(
                            skip
                                    ? "Skipped (migration.skip)."
                                    : "Skipped: a project with the packaging pom has no classes.");
            return;
        }
        List<String> words = new ArrayList<>(command());
        addOption(words, "--url", url);
        addOption(words, "--user", username);
        addOption(words, "--password", password);
        words.addAll(WordSplitter.split(arguments == null ? "" : arguments));
        ProjectProgram program = ProjectProgram.of(project, pluginArtifacts, mainClass);
        int exitCode = new CommandProcess(program, project.getBasedir().toPath()).run(words);
        if (exitCode != 0) {
            throw new MojoFailureException("The command '" + words.get(0) + "' ended with exit code " + exitCode
                    + (exitCode == 3 ? ": it found something, see above." : ", see above."));
        }
    }

    /** The folder of what the build makes. */
    final Path target() {
        return Path.of(project.getBuild().getDirectory());
    }

    static void addOption(List<String> words, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            words.add(name);
            words.add(value);
        }
    }
}
