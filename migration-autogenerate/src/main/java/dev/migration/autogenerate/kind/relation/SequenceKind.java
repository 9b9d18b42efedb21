// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.relation;

import java.util.List;
import java.util.Optional;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Schema;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;
import dev.migration.schema.SchemaDependency;

/** Sequences. Those of identity columns and of {@code serial} come with their column. */
public final class SequenceKind implements Kind {

    @Override
    public List<String> create(Item item, Style style) {
        if (isIdentity(item)) {
            return List.of();
        }
        String type = item.value("seqtypid").equals("bigint") ? "" : " AS " + item.value("seqtypid");
        String options = new SequenceOptions(item).text();
        String logged = item.value("relpersistence").equals("u") ? "UNLOGGED " : "";
        return List.of(
                "CREATE " + logged + "SEQUENCE " + item.name() + type + (options.isEmpty() ? "" : " " + options));
    }

    @Override
    public List<String> drop(Item item, Style style) {
        return isIdentity(item) ? List.of() : List.of("DROP SEQUENCE " + item.name());
    }

    @Override
    public void alter(Alteration change, Style style) {
        Item to = change.to();
        if (isIdentity(to)) {
            identity(change);
            return;
        }
        String alter = "ALTER SEQUENCE " + to.name();
        List<String> options = new SequenceOptions(to).changes(change, "AS ");
        if (!options.isEmpty()) {
            change.add(alter + " " + String.join(" ", options));
        }
        if (change.take("relpersistence")) {
            change.add(alter + " SET " + (to.value("relpersistence").equals("u") ? "UNLOGGED" : "LOGGED"));
        }
        if (change.takeGroup("depends on ") && !isIdentity(change.from())) {
            change.add(alter + " OWNED BY "
                    + column(to, SchemaDependency.Kind.AUTO).map(Item::name).orElse("NONE"));
        }
    }

    private static void identity(Alteration change) {
        change.takeGroup("depends on ");
        Optional<Item> column = column(change.to(), SchemaDependency.Kind.INTERNAL);
        boolean wasIdentity = isIdentity(change.from());
        List<String> options = new SequenceOptions(change.to()).changes(change, "AS ");
        if (wasIdentity && !options.isEmpty() && column.isPresent()) {
            options.removeIf(option -> option.startsWith("AS "));
            String alter = "ALTER TABLE " + column.get().owner() + " ALTER COLUMN "
                    + column.get().local() + " SET ";
            if (!options.isEmpty()) {
                change.add(alter + String.join(" SET ", options));
            }
        }
    }

    public static boolean isIdentity(Item item) {
        return column(item, SchemaDependency.Kind.INTERNAL).isPresent();
    }

    /** Whether the column is what {@code serial} makes of it, so that its definition makes the sequence. */
    public static boolean isSerial(Item item) {
        return column(item, SchemaDependency.Kind.AUTO)
                .filter(column -> new ColumnDefinition(column).serial().isPresent())
                .isPresent();
    }

    /** The column that owns a sequence, or whose identity it serves. */
    public static Optional<Item> column(Item sequence) {
        return column(sequence, SchemaDependency.Kind.AUTO).or(() -> column(sequence, SchemaDependency.Kind.INTERNAL));
    }

    private static Optional<Item> column(Item sequence, SchemaDependency.Kind kind) {
        Schema schema = sequence.schema();
        return schema.needs(sequence.object()).stream()
                .filter(dependency ->
                        dependency.kind() == kind && dependency.needed().kind().equals("column"))
                .flatMap(dependency -> schema.find(dependency.needed()).stream())
                .findFirst();
    }

    @Override
    public boolean isReplaceable() {
        return false;
    }
}
