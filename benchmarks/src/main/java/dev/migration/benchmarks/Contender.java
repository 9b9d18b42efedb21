// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Something that applies scripts. */
interface Contender {

    /** All of them; the first one is what the others are compared with. */
    static List<Contender> all() {
        return List.of(
                DriverAlone.durable(),
                DriverAlone.asynchronous(),
                new ThisProject(),
                new EarlierBuild(),
                new FlywayTool(),
                new LiquibaseTool(),
                new AlembicTool(),
                new Psql());
    }

    /** The one with a name. */
    static Contender named(String name) {
        return all().stream()
                .filter(contender -> contender.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is none of "
                        + all().stream().map(Contender::name).toList()));
    }

    String name();

    /** Whether it is installed. */
    default boolean isPresent() {
        return true;
    }

    /** Whether it can be measured in a workload. */
    boolean supports(Workload workload, Workload.Call call);

    /** The class path of a JVM that runs it. */
    default String classPath() {
        return System.getProperty("java.class.path");
    }

    /** Options of a JVM that runs it. */
    default List<String> jvmOptions(Workload workload) {
        return List.of();
    }

    /** The file of a script in the form that it reads. */
    String fileName(Script script);

    /** The content of the file of a script. */
    String text(Script script);

    /** Writes scripts to a folder. */
    default void write(Path folder, List<Script> scripts) throws IOException {
        for (Script script : scripts) {
            Files.writeString(folder.resolve(fileName(script)), text(script));
        }
    }

    /** Applies all scripts of a folder that are not applied yet, as an application does when it starts. */
    void upgrade(Address database, Path folder) throws Exception;

    /** Measures the first call of a process. */
    default Sample first(Workload workload, Address database, Path folder) throws Exception {
        return FreshJvm.measure(this, workload, database, folder);
    }

    /** Records all scripts of a folder as applied. */
    default void record(Address database, Path folder) throws Exception {
        upgrade(database, folder);
    }

    /** Applies all scripts of a folder to each schema. */
    default void upgradeTenants(Address database, Path folder, List<String> schemas) throws Exception {
        throw new UnsupportedOperationException(name());
    }

    /** The properties of an application with Spring Boot that only it migrates when it starts. */
    default List<String> applicationProperties(Path folder) {
        throw new UnsupportedOperationException(name());
    }

    /** A command that prints the state of a database. */
    default List<String> statusCommand(Address database, Path folder) {
        throw new UnsupportedOperationException(name());
    }
}
