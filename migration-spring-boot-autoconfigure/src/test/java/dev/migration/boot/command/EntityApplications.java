// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import jakarta.persistence.EntityManagerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.test.postgres.PostgresDatabase;

/**
 * Applications with entities, and revisions beside them.
 *
 * @param scripts the folder of the revisions
 */
record EntityApplications(PostgresDatabase database, Path scripts) {

    /** Writes the only revision that the test writes itself. */
    void write(String text) throws IOException {
        Files.writeString(scripts.resolve("a1.sql"), text);
    }

    String run(Class<?> application, String... arguments) {
        return new InProcessCommand(application, properties("spring.jpa.hibernate.ddl-auto=validate")).run(arguments);
    }

    /** Starts the application without its revisions, and stops it. */
    boolean start(Class<?> application, String ddlAuto) {
        try (var context = new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .properties(properties("spring.jpa.hibernate.ddl-auto=" + ddlAuto, "migration.enabled=false"))
                .properties("spring.jpa.properties.jakarta.persistence.create-database-schemas=true")
                .run()) {
            return context.getBean(EntityManagerFactory.class).isOpen();
        }
    }

    private String[] properties(String... others) {
        return Stream.concat(
                        Stream.of(others),
                        Stream.of(
                                "spring.datasource.url=" + database.url(),
                                "spring.datasource.username=" + database.username(),
                                "spring.datasource.password=" + database.password(),
                                "migration.url=" + database.url(),
                                "migration.username=" + database.username(),
                                "migration.password=" + database.password(),
                                "migration.locations=filesystem:" + scripts))
                .toArray(String[]::new);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        MigrationAutoConfiguration.class,
        DataSourceAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        HibernateJpaAutoConfiguration.class
    })
    static class Jpa {}
}
