// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.stage;

import java.util.ArrayList;
import java.util.List;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Texts;
import dev.migration.autogenerate.kind.relation.ColumnTypeChange;
import dev.migration.autogenerate.plan.Step;
import dev.migration.autogenerate.text.Spelling;
import dev.migration.schema.SchemaDependency;

/**
 * A column of a new type that takes the place of the old one: added beside it, kept equal by a trigger, filled in batches, and
 * exchanged. No statement writes all rows under a lock.
 *
 * @param from the column in the first state
 * @param to the column in the second state
 */
public record ColumnExchange(Item from, Item to) {

    public String table() {
        return from.owner();
    }

    public String column() {
        return from.local();
    }

    /** The new column, until it has the name of the old one. */
    public String beside() {
        return Texts.suffixed(column(), "_new");
    }

    public String alter() {
        return "ALTER TABLE " + table();
    }

    private String oldType() {
        return from.value("atttypid");
    }

    private String newType() {
        return to.value("atttypid");
    }

    private String function() {
        String local = from.whole().map(Item::local).orElse(table());
        return from.object().schema() + "." + Texts.suffixed(plain(local) + "_" + plain(column()), "_new") + "()";
    }

    private static String plain(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    public Step step(String sql) {
        return new Step(from.object(), sql);
    }

    /** Adds the column; from now on, each row that is written has both. */
    public List<Step> expand() {
        return List.of(
                step(alter() + " ADD COLUMN " + beside() + " " + newType()),
                step("CREATE FUNCTION " + function() + " RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  NEW."
                        + beside()
                        + " := " + ColumnTypeChange.assigned("NEW." + column(), oldType(), newType())
                        + ";\n  RETURN NEW;\nEND $$"),
                step("CREATE TRIGGER " + beside() + " BEFORE INSERT OR UPDATE ON " + table()
                        + " FOR EACH ROW EXECUTE FUNCTION " + function()));
    }

    /** Fills the rows that were there before. */
    public Step fill(Spelling spelling) {
        return step("-- @batch table=" + spelling.of(table()) + " key=" + BatchKey.of(from) + "\nUPDATE " + table()
                + " SET " + beside()
                + " = " + ColumnTypeChange.assigned(column(), oldType(), newType()) + "\n WHERE " + beside()
                + " IS DISTINCT FROM " + ColumnTypeChange.converted(column(), oldType(), newType()));
    }

    /** Gives the new column the name of the old one; all in one transaction. */
    public List<Step> exchange() {
        List<Step> steps = new ArrayList<>();
        steps.add(step("DROP TRIGGER " + beside() + " ON " + table()));
        steps.add(step("DROP FUNCTION " + function()));
        from.schema().neededBy(from.object()).stream()
                .filter(dependency -> dependency.kind() == SchemaDependency.Kind.AUTO
                        && dependency.object().kind().equals("sequence"))
                .forEach(dependency -> steps.add(step(
                        "ALTER SEQUENCE " + dependency.object().name() + " OWNED BY " + table() + "." + beside())));
        steps.add(step(alter() + " DROP COLUMN " + column()));
        steps.add(step(alter() + " RENAME COLUMN " + beside() + " TO " + column()));
        new ColumnParts(this).take().forEach(steps::add);
        to.fact("adbin")
                .ifPresent(value -> steps.add(step(alter() + " ALTER COLUMN " + column() + " SET DEFAULT " + value)));
        return steps;
    }

    /** The way back to two columns; the old one is filled under the lock. */
    public List<Step> exchangeBack() {
        List<Step> steps = new ArrayList<>(new ColumnParts(this).giveBack());
        steps.add(step(alter() + " RENAME COLUMN " + column() + " TO " + beside()));
        steps.add(step(alter() + " ADD COLUMN " + column() + " " + oldType()));
        steps.add(step("-- Writes all rows of the table under ACCESS EXCLUSIVE: nobody can read it meanwhile.\nUPDATE "
                + table() + " SET " + column() + " = "
                + ColumnTypeChange.assigned(beside(), newType(), oldType())));
        return steps;
    }
}
