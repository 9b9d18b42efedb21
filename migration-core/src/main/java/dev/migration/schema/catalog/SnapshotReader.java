// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.migration.schema.SchemaGraph;
import dev.migration.schema.SchemaObject;
import dev.migration.schema.SchemaSnapshot;

/**
 * Reads the snapshot of a database in one transaction, which sees the database at one moment.
 *
 * <p>The transaction has a search_path of {@code pg_catalog} only: the server then qualifies every other name that it prints, and
 * functions and operators of users are not called.
 */
public final class SnapshotReader {

    /**
     * The server prints constants in the form that the session wants; the snapshot must not depend on it. The cost of the queries over
     * many catalogs lets the server compile them, which takes longer than to run them. The query of a view is read with a lock of its
     * tables.
     */
    private static final String SETTINGS = """
            SET LOCAL search_path = pg_catalog, pg_temp; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; \
            SET LOCAL IntervalStyle = 'postgres'; SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; \
            SET LOCAL lc_monetary = 'C'; SET LOCAL quote_all_identifiers = off; SET LOCAL jit = off; \
            SET LOCAL lock_timeout = '10s'""";

    private final Connection connection;
    private final Map<ObjectReference, SchemaObject> objects = new HashMap<>();
    private final Map<SchemaObject, SortedMap<String, String>> facts = new HashMap<>();

    private SnapshotReader(Connection connection) {
        this.connection = connection;
    }

    /** As a resource: what fails at the end does not replace the first failure. */
    private interface End extends AutoCloseable {

        @Override
        void close() throws SQLException;
    }

    @FunctionalInterface
    private interface Query<T> {

        T run() throws SQLException;
    }

    @FunctionalInterface
    private interface Content<T> {

        T of(SnapshotReader reader) throws SQLException;
    }

    /**
     * Reads everything that users created, without what extensions created.
     *
     * @param connection in autocommit mode, outside a transaction; it is left so
     * @param ownRelation the quoted name of a table whose owner is the role that migrates, which may have another name in each
     *     database; if there is no such table, the role that reads takes its place
     */
    public static SchemaSnapshot read(Connection connection, String ownRelation) throws SQLException {
        return inTransaction(connection, () -> readInTransaction(connection, ownRelation));
    }

    /**
     * Reads the same, and what the objects need of each other.
     *
     * @param connection see {@link #read}
     * @param ownRelation see {@link #read}
     */
    public static SchemaGraph readGraph(Connection connection, String ownRelation) throws SQLException {
        return inTransaction(connection, () -> readGraphInTransaction(connection, ownRelation));
    }

    /**
     * The same within an open transaction, whose own changes are read, too.
     *
     * @param connection in a transaction, which stays open with its settings
     * @param ownRelation see {@link #read}
     */
    public static SchemaGraph readGraphInTransaction(Connection connection, String ownRelation) throws SQLException {
        return inSavepoint(connection, ownRelation, SnapshotReader::graph);
    }

    /**
     * The objects without their facts. Those that belong to another one are left out, except for indexes of partitions.
     *
     * @param connection see {@link #read}, or in a transaction, which stays open with its settings
     */
    public static Set<SchemaObject> names(Connection connection) throws SQLException {
        Query<Set<SchemaObject>> query = () -> inSavepoint(connection, "none", SnapshotReader::names);
        return connection.getAutoCommit() ? inTransaction(connection, query) : query.run();
    }

    /**
     * The same as {@link #read} within an open transaction, whose own changes are read, too.
     *
     * @param connection in a transaction, which stays open with its settings
     */
    public static SchemaSnapshot readInTransaction(Connection connection, String ownRelation) throws SQLException {
        return inSavepoint(connection, ownRelation, SnapshotReader::read);
    }

    @SuppressWarnings("try")
    private static <T> T inTransaction(Connection connection, Query<T> query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            try (End end = () -> statement.execute("ROLLBACK")) {
                return query.run();
            }
        }
    }

    @SuppressWarnings("try")
    private static <T> T inSavepoint(Connection connection, String ownRelation, Content<T> content)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // A savepoint that is rolled back restores the settings.
            statement.execute("SAVEPOINT migration_snapshot");
            try (End end = () -> statement.execute(
                    "ROLLBACK TO SAVEPOINT migration_snapshot; RELEASE SAVEPOINT migration_snapshot")) {
                statement.execute(Privileges.setRole(ownRelation));
                statement.execute(SETTINGS);
                return content.of(new SnapshotReader(connection));
            }
        }
    }

    /** The catalogs that a snapshot reads, except for those that only a superuser may read completely. */
    public static Set<String> catalogNames() {
        return catalogs().stream()
                .map(Catalog::name)
                .filter(name -> !Catalog.OF_SUPERUSERS.contains(name))
                .collect(Collectors.toSet());
    }

    /** The catalogs in the order in which they are read: objects before what describes them, tables before their parts. */
    static List<Catalog> catalogs() {
        return Stream.of(
                        ObjectCatalogs.owners(),
                        RelationCatalogs.all().stream(),
                        ObjectCatalogs.others(),
                        ObjectCatalogs.remarks())
                .flatMap(catalogs -> catalogs)
                .toList();
    }

    private SchemaGraph graph() throws SQLException {
        SchemaSnapshot snapshot = read();
        DependencyQuery query = new DependencyQuery(objects);
        return new SchemaGraph(snapshot, query.read(connection), query.texts(connection));
    }

    private SchemaSnapshot read() throws SQLException {
        CatalogColumns columns = CatalogColumns.of(connection);
        List<String> omissions = unknown(columns);
        for (Catalog catalog : catalogs()) {
            List<CatalogColumns.Column> present = columns.of(catalog.name());
            if (present.stream().anyMatch(CatalogColumns.Column::isReadable)) {
                read(CatalogQuery.of(catalog, present));
            } else if (!present.isEmpty()) {
                omissions.add(catalog.name() + " is not compared: the role may not read it");
            }
        }
        return new SchemaSnapshot(connection.getMetaData().getDatabaseMajorVersion(), new TreeMap<>(facts), omissions);
    }

    private Set<SchemaObject> names() throws SQLException {
        for (Catalog catalog : catalogs()) {
            if (catalog.isOfNames()) {
                read(CatalogQuery.ofNames(catalog.withoutPlainIndexes()));
            }
        }
        return facts.keySet();
    }

    private static List<String> unknown(CatalogColumns columns) {
        List<String> known = catalogs().stream().map(Catalog::name).toList();
        List<String> omissions = new ArrayList<>();
        for (String catalog : columns.names()) {
            if (!known.contains(catalog) && !Omissions.CATALOGS.containsKey(catalog)) {
                omissions.add(catalog + " is not compared: this version does not know it");
            }
        }
        return omissions;
    }

    private void read(CatalogQuery query) throws SQLException {
        // Prepared: planning takes longer than reading, and the driver prepares a statement on the server that it
        // repeats.
        try (PreparedStatement statement = connection.prepareStatement(query.sql());
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ObjectReference described = new ObjectReference(rows.getString(1), rows.getLong(2), rows.getInt(3));
                Optional<SchemaObject> object = query.catalog().hasObjects()
                        ? named(described, rows)
                        : Optional.ofNullable(objects.get(described));
                if (object.isPresent()) {
                    add(object.get(), query.facts(), rows);
                }
            }
        }
    }

    /** Empty if the object belongs to one that is not part of the snapshot, for example a table of an extension. */
    private Optional<SchemaObject> named(ObjectReference described, ResultSet rows) throws SQLException {
        String owner = "";
        if (rows.getLong(8) != 0) {
            SchemaObject whole = objects.get(new ObjectReference(rows.getString(9), rows.getLong(8), 0));
            if (whole == null) {
                return Optional.empty();
            }
            owner = whole.name();
        }
        SchemaObject object = new SchemaObject(rows.getString(5), rows.getString(6), rows.getString(7), owner);
        objects.put(described, object);
        return Optional.of(object);
    }

    private void add(SchemaObject object, List<String> names, ResultSet rows) throws SQLException {
        SortedMap<String, String> known = facts.computeIfAbsent(object, key -> new TreeMap<>());
        String part = rows.getString(4);
        for (int i = 0; i < names.size(); i++) {
            String value = rows.getString(CatalogQuery.LEADING + 1 + i);
            if (value != null) {
                known.put(part.isEmpty() ? names.get(i) : part + " " + names.get(i), value);
            }
        }
    }
}
