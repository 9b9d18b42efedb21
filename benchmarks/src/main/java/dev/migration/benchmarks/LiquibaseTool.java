// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Liquibase with formatted SQL, one change set for each script. */
final class LiquibaseTool implements Contender {

    private static final String LOG = "log.xml";

    @Override
    public String name() {
        return "Liquibase";
    }

    /** It has no COPY, it needs minutes for a large script, and one of several at once fails. */
    @Override
    public boolean supports(Workload workload, Workload.Call call) {
        return switch (call) {
            case FRESH_JVM, WARM -> workload != Workload.COPY && workload != Workload.INSERTS && !workload.isLarge();
            default -> false;
        };
    }

    @Override
    public String fileName(Script script) {
        return script.id() + ".sql";
    }

    @Override
    public String text(Script script) {
        return "--liquibase formatted sql\n--changeset benchmark:" + script.number() + "\n" + script.sql();
    }

    @Override
    public void write(Path folder, List<Script> scripts) throws IOException {
        Contender.super.write(folder, scripts);
        Files.writeString(folder.resolve(LOG), """
                <?xml version="1.0" encoding="UTF-8"?>
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                        http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
                  <includeAll path="." endsWithFilter=".sql" relativeToChangelogFile="true"/>
                </databaseChangeLog>
                """);
    }

    @Override
    public void upgrade(Address database, Path folder) throws Exception {
        CommandScope update = new CommandScope("update")
                .addArgumentValue("changelogFile", LOG)
                .addArgumentValue("url", database.url())
                .addArgumentValue("username", database.username())
                .addArgumentValue("password", database.password());
        update.setOutput(OutputStream.nullOutputStream());
        Scope.child(
                Map.of(
                        Scope.Attr.resourceAccessor.name(),
                        new DirectoryResourceAccessor(folder),
                        Scope.Attr.ui.name(),
                        new LoggerUIService()),
                () -> update.execute());
    }
}
