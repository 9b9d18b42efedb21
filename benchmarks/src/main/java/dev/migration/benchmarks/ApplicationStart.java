// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** Measures how long an application with a database takes to start, from {@code main} to the end of {@code SpringApplication.run}. */
final class ApplicationStart {

    private ApplicationStart() {}

    /** An application that has nothing but a database. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    static Sample measure(Contender contender, Address database, Path folder) throws IOException, InterruptedException {
        List<String> properties = Stream.concat(
                        Stream.of(
                                "spring.datasource.url=" + database.url(),
                                "spring.datasource.username=" + database.username(),
                                "spring.datasource.password=" + database.password(),
                                "spring.main.banner-mode=off",
                                "logging.level.root=off"),
                        contender.applicationProperties(folder).stream())
                .map(property -> "--" + property)
                .toList();
        List<String> arguments = new ArrayList<>(List.of(ApplicationStart.class.getName()));
        arguments.addAll(properties);
        String output = ChildProcess.output(
                contender.name(),
                ChildProcess.start(folder, Map.of(), ChildProcess.java(contender.classPath(), arguments)));
        return Sample.parse(output.substring(output.lastIndexOf('\n') + 1));
    }

    /** Prints what the start used. */
    public static void main(String[] arguments) throws Exception {
        Benchmarks.silenceLogs();
        System.out.println(Sample.of(() -> SpringApplication.run(Application.class, arguments))
                .toLine());
        System.exit(0);
    }
}
