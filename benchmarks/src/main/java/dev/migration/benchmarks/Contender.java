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
        return List.of(new DriverAlone(), new ThisProject(), new FlywayTool(), new LiquibaseTool());
    }

    /** The one with a name. */
    static Contender named(String name) {
        return all().stream()
                .filter(contender -> contender.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Its name and version. */
    String name();

    /** Whether it can apply the scripts of a workload. */
    default boolean supports(Workload workload) {
        return true;
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
}
