// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import dev.migration.schema.SchemaDifferenceCustomizer;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;

import static org.assertj.core.api.Assertions.assertThat;

/** Classes that the commands find by {@code META-INF/services}. */
@ResourceLock(value = "scratch databases", mode = ResourceAccessMode.READ)
class ServiceClassTests extends AbstractImportTests {

    @BeforeEach
    void writeRevision() throws Exception {
        shell.write("revisions/a1.sql", "-- @revision a1\n-- @upgrade\n");
    }

    @Test
    void aJavaRevisionThatCannotBeRevertedIsShownAsOne() throws Exception {
        Shell.Ended show = run(JavaRevision.class, Forward.class, shell, "show", "j1");

        assertThat(show.well().out())
                .contains("Irreversible: its class is no ReversibleJavaRevision")
                .doesNotContain("@downgrade");
        assertThat(run(JavaRevision.class, Forward.class, onDatabase, "upgrade").exitCode())
                .isZero();
        assertThat(run(JavaRevision.class, Forward.class, onDatabase, "redo").err())
                .contains("Cannot revert j1", "in Java: implement ReversibleJavaRevision");
    }

    @Test
    void aClassThatIsNotPublicHasARemedy() throws Exception {
        Shell.Ended heads = run(JavaRevision.class, Hidden.class, shell, "heads");

        assertThat(heads.exitCode()).isEqualTo(1);
        assertThat(heads.err())
                .contains("META-INF/services/" + JavaRevision.class.getName(), Hidden.class.getName())
                .contains("What to do: Name a class that implements JavaRevision: it and its constructor")
                .doesNotContain("ServiceConfigurationError");
        assertThat(run(JavaRevision.class, Hidden.class, shell, "revision", "-m", "text")
                        .err())
                .contains("What to do: Name a class that implements JavaRevision");
    }

    @Test
    void aCustomizerThatIsNotPublicHasARemedy() throws Exception {
        shell.write("schema.sql", "CREATE TABLE t ();");

        Shell.Ended check =
                run(SchemaDifferenceCustomizer.class, Hidden.class, onDatabase, "check", "--model", "file:schema.sql");

        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.err())
                .contains("META-INF/services/" + SchemaDifferenceCustomizer.class.getName(), Hidden.class.getName())
                .contains("What to do: Name a class that implements SchemaDifferenceCustomizer");
    }

    private Shell.Ended run(Class<?> service, Class<?> named, Shell in, String... command) throws Exception {
        Path classes = directory.resolve("classes");
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(service.getName()), named.getName() + "\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            return in.run(command);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** A revision without a way back. */
    @RevisionHeader(revision = "j1", revises = "a1")
    public static final class Forward implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {}
    }

    /** Neither it nor its constructor is public. */
    @RevisionHeader(revision = "j2")
    static final class Hidden implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {}
    }
}
