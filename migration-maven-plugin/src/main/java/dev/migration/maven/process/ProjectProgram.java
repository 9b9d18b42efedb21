// SPDX-License-Identifier: Apache-2.0
package dev.migration.maven.process;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.loader.tools.MainClassFinder;

/**
 * What runs a command for a project: the application itself, if it has the starter; otherwise the program of {@code migration-cli},
 * with the class path of the project.
 *
 * @param classPath files and folders, those of the project first
 * @param words the main class, and the word with which an application begins a command
 */
public record ProjectProgram(List<String> classPath, List<String> words) {

    private static final String GROUP = "dev.migration";
    private static final String STARTER = "migration-spring-boot-autoconfigure";
    private static final String APPLICATION = "org.springframework.boot.autoconfigure.SpringBootApplication";

    /** What the plugin itself needs, and a logger for those who have none. */
    private static final Set<String> NOT_FOR_APPLICATIONS = Set.of(
            "spring-boot-loader-tools",
            "commons-compress",
            "commons-codec",
            "commons-io",
            "commons-lang3",
            "slf4j-simple");

    /** @param mainClass the main class of the application; null leaves it to the classes of the project */
    public static ProjectProgram of(MavenProject project, List<Artifact> plugin, @Nullable String mainClass)
            throws MojoExecutionException {
        requireSameVersion(project, plugin);
        boolean isApplication = project.getArtifacts().stream().anyMatch(ProjectProgram::isStarter);
        List<String> classPath = new ArrayList<>(classPathOf(project));
        Set<String> present =
                project.getArtifacts().stream().map(ProjectProgram::key).collect(Collectors.toSet());
        plugin.stream()
                .filter(artifact -> !present.contains(key(artifact)))
                .filter(artifact -> !isApplication || !NOT_FOR_APPLICATIONS.contains(artifact.getArtifactId()))
                .filter(artifact ->
                        !hasLogger(present) || !artifact.getArtifactId().equals("slf4j-simple"))
                .map(artifact -> artifact.getFile().getPath())
                .forEach(classPath::add);
        return new ProjectProgram(
                classPath,
                isApplication
                        ? List.of(mainClassOf(project, mainClass), "migrations")
                        : List.of("dev.migration.cli.Main"));
    }

    private static List<String> classPathOf(MavenProject project) throws MojoExecutionException {
        try {
            return project.getRuntimeClasspathElements();
        } catch (DependencyResolutionRequiredException failure) {
            throw new MojoExecutionException("The class path of the project is not resolved.", failure);
        }
    }

    /** Classes of two versions do not fit together. */
    private static void requireSameVersion(MavenProject project, List<Artifact> plugin) throws MojoExecutionException {
        List<String> versions = Stream.concat(plugin.stream(), project.getArtifacts().stream())
                .filter(artifact -> artifact.getGroupId().equals(GROUP))
                .map(Artifact::getBaseVersion)
                .distinct()
                .toList();
        if (versions.size() > 1) {
            throw new MojoExecutionException(
                    "The plugin has version " + versions.get(0) + ", and the project depends on "
                            + versions.get(versions.size() - 1) + ". Give both the same version.");
        }
    }

    private static String mainClassOf(MavenProject project, @Nullable String named) throws MojoExecutionException {
        if (named != null && !named.isBlank()) {
            return named;
        }
        File classes = new File(project.getBuild().getOutputDirectory());
        try {
            String found = MainClassFinder.findSingleMainClass(classes, APPLICATION);
            if (found != null) {
                return found;
            }
        } catch (IOException | IllegalStateException several) {
            throw new MojoExecutionException(
                    several.getMessage() + ". Name the main class of the application: -Dmigration.mainClass=CLASS.",
                    several);
        }
        throw new MojoExecutionException(
                "The project has the starter, and no main class in " + classes
                        + ". Run the goal in the module of the application (-pl MODULE), or name the class: -Dmigration.mainClass=CLASS.");
    }

    private static boolean isStarter(Artifact artifact) {
        return artifact.getGroupId().equals(GROUP) && artifact.getArtifactId().equals(STARTER);
    }

    private static boolean hasLogger(Set<String> present) {
        return present.stream()
                .anyMatch(key ->
                        key.matches("ch\\.qos\\.logback:logback-classic|org\\.slf4j:slf4j-(simple|jdk14|nop|reload4j)"
                                + "|org\\.apache\\.logging\\.log4j:log4j-slf4j2-impl"));
    }

    private static String key(Artifact artifact) {
        return artifact.getGroupId() + ":" + artifact.getArtifactId();
    }
}
