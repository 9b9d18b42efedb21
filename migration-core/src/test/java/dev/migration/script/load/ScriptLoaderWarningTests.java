// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;
import dev.migration.script.Variables;

import static org.assertj.core.api.Assertions.assertThat;

class ScriptLoaderWarningTests {

    @TempDir
    private Path folder;

    @Test
    void anEmptyDefaultFolderCausesOnlyAWarning() {
        assertThat(warnings(() ->
                        assertThat(loader().load(List.of(), List.of()).ids()).isEmpty()))
                .containsExactly("There are no revisions in classpath:db/revisions: nothing to migrate");
    }

    @Test
    void javaRevisionsAloneCauseNoWarning() {
        assertThat(warnings(() -> assertThat(
                                loader().load(List.of(), List.of(new Named())).all())
                        .hasSize(1)))
                .isEmpty();
    }

    @Test
    void severalBasesWithoutALabelCauseAWarning() throws IOException {
        Files.writeString(folder.resolve("a.sql"), "-- @revision a\n-- @upgrade\n");
        Files.writeString(folder.resolve("b.sql"), "-- @revision b\n-- @upgrade\n");

        assertThat(warnings(() -> load()))
                .containsExactly(
                        "Revisions a, b revise nothing: is a '@revises' missing? If one begins a branch, name it"
                                + " with '@branch'");
    }

    @Test
    void theBaseOfALabelledBranchCausesNoWarning() throws IOException {
        Files.writeString(folder.resolve("a.sql"), "-- @revision a\n-- @upgrade\n");
        Files.writeString(folder.resolve("b.sql"), "-- @revision b\n-- @branch reporting\n-- @upgrade\nSELECT 1;\n");

        assertThat(warnings(() -> load())).isEmpty();
    }

    private RevisionScripts load() {
        return loader().load(List.of("filesystem:" + folder), List.of());
    }

    private static ScriptLoader loader() {
        URLClassLoader emptyClassPath = new URLClassLoader(new URL[0], null);
        return new ScriptLoader(new PathMatchingResourcePatternResolver(emptyClassPath), Variables.NONE);
    }

    private static List<String> warnings(Runnable action) {
        Logger log = (Logger) LoggerFactory.getLogger(ScriptLoader.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        Level level = log.getLevel();
        log.setLevel(Level.WARN);
        log.addAppender(appender);
        log.setAdditive(false);
        try {
            action.run();
        } finally {
            log.setAdditive(true);
            log.detachAppender(appender);
            log.setLevel(level);
        }
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @RevisionHeader(revision = "j")
    private static final class Named implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {}
    }
}
