// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class CommandRunListenerTests {

    @Test
    void anApplicationStartsWithoutTheCommandsOnItsClassPath() throws Exception {
        try (URLClassLoader without = classPathWithoutCommands()) {
            Class<?> starter = without.loadClass(Starter.class.getName());

            assertThat(starter.getMethod("start").invoke(null)).isEqualTo("started with [migrations, current]");
        }
    }

    private static URLClassLoader classPathWithoutCommands() {
        URL[] urls = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("migration-cli"))
                .map(CommandRunListenerTests::url)
                .toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Runs where the commands are not on the class path. */
    public static final class Starter {

        public static String start() {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(Starter.class.getClassLoader());
            try {
                return startHere();
            } finally {
                thread.setContextClassLoader(before);
            }
        }

        private static String startHere() {
            SpringApplication application = new SpringApplication(Starter.class);
            application.setWebApplicationType(WebApplicationType.NONE);
            try (ConfigurableApplicationContext context = application.run("migrations", "current")) {
                return "started with "
                        + context.getBean(ApplicationArguments.class).getNonOptionArgs();
            }
        }
    }
}
