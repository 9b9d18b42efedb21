// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.entity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.ManyToOne;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.PrimaryKey;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

import dev.migration.schema.SchemaDifference;

/**
 * What newer versions of Hibernate write for entities and earlier ones did not. The rules were found by comparing what Hibernate 7.0
 * to 7.4 write for the same entities.
 */
final class HibernateOrigins {

    private static final String SINCE_7_1 = "Hibernate 7.1";
    private static final String SINCE_7_3 = "Hibernate 7.3";
    private static final String SINCE_7_4 = "Hibernate 7.4";

    private final List<Rule> rules = new ArrayList<>();

    private HibernateOrigins() {}

    private record Rule(Predicate<SchemaDifference> difference, String since) {}

    static HibernateOrigins of(Metadata metadata) {
        HibernateOrigins origins = new HibernateOrigins();
        metadata.getEntityBindings().forEach(origins::add);
        metadata.getCollectionBindings().forEach(origins::add);
        return origins;
    }

    /** The version that brought a difference, for example {@code Hibernate 7.4}. */
    Optional<String> of(SchemaDifference difference) {
        return rules.stream()
                .filter(rule -> rule.difference().test(difference))
                .map(Rule::since)
                .findFirst();
    }

    private void add(PersistentClass entity) {
        Property version = entity.getVersion();
        if (version != null
                && !MappedMember.of(entity.getMappedClass(), version.getName()).isRequired()) {
            notNull(version.getValue(), SINCE_7_3);
        }
        times(entity.getMappedClass(), entity.getProperties());
        Value discriminator = entity.getDiscriminator();
        if (discriminator != null) {
            names(discriminator.getColumns())
                    .forEach(column -> check(
                            entity.getTable(),
                            Pattern.quote(column) + "\\W*(::text)? <> .* OR .*IS NOT NULL.*",
                            SINCE_7_1));
        }
    }

    private void times(@Nullable Class<?> type, Collection<Property> properties) {
        for (Property property : properties) {
            MappedMember member = MappedMember.of(type, property.getName());
            if (property.getValue() instanceof Component component) {
                times(component.getComponentClass(), component.getProperties());
            } else if (member.isTime() && !member.isRequired()) {
                notNull(property.getValue(), SINCE_7_4);
            }
        }
    }

    private void add(org.hibernate.mapping.Collection collection) {
        Table table = collection.getCollectionTable();
        if (table == null || collection.isOneToMany()) {
            return;
        }
        if (collection instanceof org.hibernate.mapping.List list) {
            names(list.getIndex().getColumns())
                    .forEach(column -> check(table, Pattern.quote(column) + "\\W* >= 0\\)+", SINCE_7_3));
        }
        if (collection.isSet()) {
            keys(collection, table);
        }
    }

    private void keys(org.hibernate.mapping.Collection set, Table table) {
        Set<String> elements = names(set.getElement().getColumns());
        Set<String> all = names(set.getKey().getColumns());
        all.addAll(elements);
        PrimaryKey key = table.getPrimaryKey();
        if (set.getElement() instanceof ManyToOne) {
            // A one-to-many with a table of its own: the key was both columns, and the element was unique.
            if (key != null && names(key.getColumns()).equals(elements)) {
                rules.add(new Rule(new KeyDifference(table, elements, all)::isMatched, SINCE_7_4));
            }
        } else if (!member(set).hasUniqueConstraints()) {
            rules.add(new Rule(
                    difference -> difference instanceof SchemaDifference.Added
                            && new KeyDifference(table, all, all).isUnique(difference),
                    SINCE_7_4));
        }
    }

    private static MappedMember member(org.hibernate.mapping.Collection collection) {
        String role = collection.getRole();
        return MappedMember.of(collection.getOwner().getMappedClass(), role.substring(role.lastIndexOf('.') + 1));
    }

    private void notNull(Value value, String since) {
        Set<String> columns = names(value.getColumns());
        rules.add(new Rule(
                difference -> MappedTable.contains(value.getTable(), difference.object())
                        && columns.stream().anyMatch(column -> MappedTable.isNotNull(difference, column)),
                since));
    }

    /** @param expression a regular expression for what follows CHECK and its parentheses */
    private void check(Table table, String expression, String since) {
        Pattern definition = Pattern.compile("(?i)CHECK \\(+\"?" + expression);
        rules.add(new Rule(
                difference -> difference instanceof SchemaDifference.Added added
                        && MappedTable.contains(table, added.object())
                        && definition
                                .matcher(added.facts().getOrDefault("definition", ""))
                                .matches(),
                since));
    }

    private static Set<String> names(Collection<Column> columns) {
        Set<String> names = new TreeSet<>();
        columns.forEach(column -> names.add(column.getName().toLowerCase(Locale.ROOT)));
        return names;
    }
}
