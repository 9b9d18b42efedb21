// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.entity;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.hibernate.MappingException;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.test.tools.SourceFile;
import org.springframework.core.test.tools.TestCompiler;

import dev.migration.boot.entity.EntityChange.State;
import dev.migration.schema.SchemaComparison;
import dev.migration.schema.SchemaDifference;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.schema.catalog.SnapshotReader;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** What {@code ddl-auto=update} of Hibernate does with single changes of entities: a column of the table in docs/autogenerate.md. */
@PostgresTest
class HibernateUpdateTests {

    /** The page was written with this line. */
    private static final String LINE = "7.4.";

    private static final String POSITION = "attnum";

    private static ClassLoader models = HibernateUpdateTests.class.getClassLoader();

    @BeforeAll
    static void compile() throws IOException {
        assumeThat(org.hibernate.Version.getVersionString()).startsWith(LINE);
        SourceFile[] sources = EntityChange.all().stream()
                .flatMap(change -> Stream.of(State.values()).map(change::source))
                .toArray(SourceFile[]::new);
        TestCompiler.forSystem().withSources(sources).compile(compiled -> models = compiled.getClassLoader());
    }

    @AfterAll
    static void forget() {
        models = HibernateUpdateTests.class.getClassLoader();
    }

    static List<EntityChange> changes() throws IOException {
        return EntityChange.all();
    }

    /** Every sixth change, of all kinds. */
    static Stream<EntityChange> sample() throws IOException {
        List<EntityChange> all = EntityChange.all();
        return IntStream.range(0, all.size()).filter(index -> index % 6 == 0).mapToObj(all::get);
    }

    @ParameterizedTest
    @MethodSource("sample")
    void thePageSaysWhatHibernateDoesWithASample(EntityChange change, PostgresDatabase postgres) throws Exception {
        assertThat(outcome(change, postgres)).isEqualTo(change.update());
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("changes")
    void thePageSaysWhatHibernateDoes(EntityChange change, PostgresDatabase postgres) throws Exception {
        String outcome = outcome(change, postgres);

        if (Boolean.getBoolean("docs.update")) {
            record(change, outcome);
        } else {
            assertThat(outcome).isEqualTo(change.update());
        }
    }

    private static void record(EntityChange change, String outcome) throws IOException {
        String header = "-- CHANGE " + change.name() + "\n-- UPDATE";
        Files.writeString(
                EntityChange.FILE,
                Files.readString(EntityChange.FILE)
                        .replaceFirst("(?m)^" + Pattern.quote(header) + ".*$", header + " " + outcome));
    }

    private static String outcome(EntityChange change, PostgresDatabase postgres) throws Exception {
        SchemaSnapshot wanted = created(change, State.AFTER, postgres);
        SchemaSnapshot before = created(change, State.BEFORE, postgres);
        if (change.row().isPresent()) {
            execute(postgres, change.row().get());
        }
        try {
            build(change, State.AFTER, "update", postgres);
        } catch (MappingException refused) {
            return "does not start";
        }
        if (change.row().isPresent() && !keepsValues(postgres)) {
            return "empties the column";
        }
        return outcome(before, read(postgres), wanted);
    }

    private static String outcome(SchemaSnapshot before, SchemaSnapshot updated, SchemaSnapshot wanted) {
        List<SchemaDifference> missing = SchemaComparison.of(updated, wanted).differences();
        if (missing.isEmpty()) {
            return "done";
        }
        if (SchemaComparison.of(before, updated).isEmpty()) {
            return "not done";
        }
        return missing.stream().allMatch(SchemaDifference.Removed.class::isInstance)
                ? "adds the new, keeps the old"
                : "done in part";
    }

    private static SchemaSnapshot created(EntityChange change, State state, PostgresDatabase postgres)
            throws Exception {
        postgres.reset();
        build(change, state, "create", postgres);
        return read(postgres);
    }

    private static void build(EntityChange change, State state, String action, PostgresDatabase postgres)
            throws ClassNotFoundException {
        StandardServiceRegistry registry = new StandardServiceRegistryBuilder(new BootstrapServiceRegistryBuilder()
                        .applyClassLoader(models)
                        .build())
                .applySettings(Map.of(
                        "jakarta.persistence.jdbc.url", postgres.url(),
                        "jakarta.persistence.jdbc.user", postgres.username(),
                        "jakarta.persistence.jdbc.password", postgres.password(),
                        "jakarta.persistence.create-database-schemas", "true",
                        "hibernate.hbm2ddl.auto", action))
                .build();
        MetadataSources sources = new MetadataSources(registry);
        for (String entity : change.entities(state)) {
            sources.addAnnotatedClass(Class.forName(entity, false, models));
        }
        sources.buildMetadata().buildSessionFactory().close();
    }

    private static boolean keepsValues(PostgresDatabase postgres) throws SQLException {
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT bool_and(v IS NOT NULL) FROM t")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static void execute(PostgresDatabase postgres, String sql) throws SQLException {
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static SchemaSnapshot read(PostgresDatabase postgres) throws SQLException {
        try (Connection connection = postgres.dataSource().getConnection()) {
            return SnapshotReader.read(connection, "none").without(POSITION);
        }
    }
}
