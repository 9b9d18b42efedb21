// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.entity;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.persistence.PersistenceException;
import jakarta.persistence.spi.PersistenceUnitInfo;
import org.hibernate.boot.Metadata;
import org.hibernate.jpa.boot.internal.PersistenceUnitInfoDescriptor;
import org.hibernate.jpa.boot.spi.Bootstrap;
import org.hibernate.jpa.boot.spi.EntityManagerFactoryBuilder;
import org.hibernate.mapping.PersistentClass;
import org.springframework.orm.jpa.persistenceunit.SmartPersistenceUnitInfo;

import dev.migration.schema.model.ModelException;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;

/**
 * The SQL that Hibernate writes for entities.
 *
 * @param statements in the order in which they run
 * @param metadata how Hibernate maps the entities
 */
record EntityScript(List<String> statements, Metadata metadata) {

    /** What concerns a database at run time is switched off: nothing connects, validates, loads data or starts a cache. */
    private static final Map<String, Object> PASSIVE = Map.ofEntries(
            Map.entry("hibernate.hbm2ddl.auto", "none"),
            Map.entry("jakarta.persistence.schema-generation.database.action", "none"),
            Map.entry("jakarta.persistence.schema-generation.scripts.action", "create"),
            Map.entry("jakarta.persistence.schema-generation.create-source", "metadata"),
            Map.entry("jakarta.persistence.create-database-schemas", "true"),
            Map.entry("hibernate.hbm2ddl.delimiter", ";"),
            Map.entry("hibernate.hbm2ddl.import_files", ""),
            Map.entry("hibernate.hbm2ddl.skip_default_import_file", "true"),
            Map.entry("hibernate.format_sql", "false"),
            Map.entry("hibernate.highlight_sql", "false"),
            Map.entry("hibernate.cache.use_second_level_cache", "false"),
            Map.entry("hibernate.cache.use_query_cache", "false"),
            Map.entry("hibernate.generate_statistics", "false"));

    private static final List<String> REMOVED = List.of(
            "jakarta.persistence.sql-load-script-source",
            "javax.persistence.sql-load-script-source",
            "hibernate.hbm2ddl.create_namespaces",
            "hibernate.hbm2ddl.schema_filter_provider");

    /**
     * Lets Hibernate write the SQL, with the integrations that change it, such as Bean Validation.
     *
     * @throws ModelException if it cannot map the entities
     */
    static EntityScript of(PersistenceUnit unit, ServerVersion version) {
        StringWriter script = new StringWriter();
        Map<String, Object> properties = new HashMap<>(unit.properties());
        properties.putAll(PASSIVE);
        properties.putAll(version.properties());
        properties.put("jakarta.persistence.schema-generation.scripts.create-target", script);
        properties.keySet().removeAll(REMOVED);
        try {
            EntityManagerFactoryBuilder builder =
                    Bootstrap.getEntityManagerFactoryBuilder(new Unit(unit.info()), properties);
            Metadata metadata = builder.metadata();
            builder.build().close();
            return new EntityScript(split(script.toString()), metadata);
        } catch (PersistenceException | IllegalArgumentException failure) {
            throw new ModelException(
                    "the entities",
                    reason(failure),
                    "Correct the mapping: the application would not start with it.",
                    failure);
        }
    }

    /** The name of the entity whose table a statement concerns, for a message; empty if it is none. */
    String entity(String statement) {
        return metadata.getEntityBindings().stream()
                .filter(entity -> names(statement, entity.getTable().getName()))
                .findFirst()
                .map(PersistentClass::getEntityName)
                .map(name -> name + ": ")
                .orElse("");
    }

    private static boolean names(String statement, String table) {
        return Pattern.compile("\\b" + Pattern.quote(table) + "\\b")
                .matcher(statement)
                .find();
    }

    private static List<String> split(String script) {
        List<String> statements = new ArrayList<>();
        StatementReader reader = new StatementReader(SqlInput.of(script), Position.START, () -> true);
        for (Optional<SqlStatement> next = reader.next(); next.isPresent(); next = reader.next()) {
            statements.add(next.get().text());
        }
        return statements;
    }

    /** The messages of the causes: the outermost one says only that a bean could not be built. */
    private static String reason(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(cause -> cause.getClass().getSimpleName() + ": " + cause.getMessage())
                .distinct()
                .reduce((first, second) -> first + "\n    " + second)
                .orElse("");
    }

    /** Spring tells Hibernate the packages with annotations, too. */
    private static final class Unit extends PersistenceUnitInfoDescriptor {

        private final List<String> names;

        Unit(PersistenceUnitInfo info) {
            super(info);
            List<String> all = new ArrayList<>(info.getManagedClassNames());
            if (info instanceof SmartPersistenceUnitInfo smart) {
                all.addAll(smart.getManagedPackages());
            }
            this.names = List.copyOf(all);
        }

        @Override
        public List<String> getManagedClassNames() {
            return names;
        }
    }
}
