// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.entity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.model.relational.Sequence;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;

/** Finds what Hibernate accepts and PostgreSQL refuses, or understands in another way: names and indexes. */
final class EntityFaults {

    /** The server cuts longer names, without an error. */
    private static final int LONGEST_NAME = 63;

    private final ReservedWords reserved;
    private final List<String> faults = new ArrayList<>();

    EntityFaults(ReservedWords reserved) {
        this.reserved = reserved;
    }

    /** All faults, each with its entity and attribute. */
    List<String> in(Metadata metadata) {
        for (Namespace namespace : metadata.getDatabase().getNamespaces()) {
            for (Table table : namespace.getTables()) {
                if (table.isPhysicalTable()) {
                    new TableFaults(table, place(metadata, table)).find(metadata);
                }
            }
            for (Sequence sequence : namespace.getSequences()) {
                name("a sequence", sequence.getName().getSequenceName().getText(), true);
            }
        }
        return faults;
    }

    private void name(String place, String name, boolean quoted) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_NAME) {
            faults.add(place + ": the name " + name + " has " + bytes + " bytes; PostgreSQL cuts it to " + LONGEST_NAME
                    + ". Set a shorter one with the attribute 'name' of the annotation");
        }
        if (!quoted && reserved.contains(name)) {
            faults.add(place + ": " + name
                    + " is a reserved word of SQL. Set another name, or put it into quotes: name = \"\\\"" + name
                    + "\\\"\"");
        }
    }

    private static String place(Metadata metadata, Table table) {
        String entities = metadata.getEntityBindings().stream()
                .filter(entity -> entity.getTable().equals(table))
                .map(PersistentClass::getEntityName)
                .collect(Collectors.joining(", "));
        String collections = metadata.getCollectionBindings().stream()
                .filter(collection -> table.equals(collection.getCollectionTable()))
                .map(Collection::getRole)
                .collect(Collectors.joining(", "));
        return entities.isEmpty() ? (collections.isEmpty() ? "table " + table.getName() : collections) : entities;
    }

    /** The faults of one table. */
    private final class TableFaults {

        private final Table table;
        private final String place;

        TableFaults(Table table, String place) {
            this.table = table;
            this.place = place;
        }

        void find(Metadata metadata) {
            name(place, table.getName(), table.isQuoted());
            table.getColumns()
                    .forEach(column -> name(attribute(metadata, column), column.getName(), column.isQuoted()));
            table.getForeignKeyCollection().forEach(key -> constraint(key.getName()));
            table.getUniqueKeys().values().forEach(this::uniqueKey);
            table.getIndexes().values().forEach(this::index);
        }

        private String attribute(Metadata metadata, Column column) {
            return metadata.getEntityBindings().stream()
                    .filter(entity -> entity.getTable().equals(table))
                    .flatMap(entity -> entity.getProperties().stream()
                            .filter(property -> property.getColumns().contains(column))
                            .map(Property::getName)
                            .map(name -> entity.getEntityName() + "." + name))
                    .findFirst()
                    .orElse(place + ", column " + column.getName());
        }

        private void constraint(String name) {
            if (name != null) {
                name(place, name, true);
            }
        }

        private void uniqueKey(UniqueKey key) {
            constraint(key.getName());
            String options = key.getOptions();
            if (options != null && !options.isBlank()) {
                faults.add(place + ", unique index " + key.getName() + ": Hibernate writes the options '" + options
                        + "' into a table constraint, which PostgreSQL refuses. Remove the index from the entity, and create"
                        + " it in a revision");
            }
            columns("unique index " + key.getName(), key.getColumns());
        }

        private void index(Index index) {
            constraint(index.getName());
            columns("index " + index.getName(), index.getSelectables());
        }

        /** Hibernate takes everything in a columnList for a name: lower(name) becomes "lower(name)". */
        private void columns(String what, List<? extends Selectable> selectables) {
            Set<String> known = new TreeSet<>();
            table.getColumns().forEach(column -> known.add(column.getName()));
            for (Selectable selectable : selectables) {
                if (selectable instanceof Column column && !known.contains(column.getName())) {
                    faults.add(
                            place + ", " + what + ": there is no column '" + column.getName()
                                    + "'; Hibernate takes an expression for the name of a column. Create such an index in a revision");
                }
            }
        }
    }
}
