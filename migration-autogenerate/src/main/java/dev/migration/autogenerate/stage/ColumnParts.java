// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Texts;
import dev.migration.autogenerate.kind.relation.IndexKind;
import dev.migration.autogenerate.plan.Step;
import dev.migration.autogenerate.text.ColumnName;

/**
 * NOT NULL, the indexes and the constraints that a column has in the second state: built for the column beside, under other names, so
 * that the exchange takes no time and nothing is unchecked meanwhile.
 */
public final class ColumnParts {

    private static final int NOT_NULL_CONSTRAINTS = 18;
    private static final Set<String> KEYS = Set.of("p", "u");
    private static final Set<String> CONDITIONS = Set.of("c", "f");

    private final ColumnExchange exchange;
    private final Item column;
    private final ColumnName name;

    public ColumnParts(ColumnExchange exchange) {
        this.exchange = exchange;
        this.column = exchange.to();
        this.name = new ColumnName(exchange.column());
    }

    /** The statements that build them; each is committed before the next one. */
    public List<Step> build() {
        List<Step> steps = new ArrayList<>();
        if (column.is("attnotnull")) {
            notNull().forEach(sql -> steps.add(exchange.step(sql)));
        }
        Stream.concat(indexes(), keys().map(ColumnParts::index))
                .map(this::concurrently)
                .forEach(sql -> steps.add(exchange.step(sql)));
        conditions().forEach(condition -> steps.addAll(condition(condition)));
        return steps;
    }

    /** The statements that give them their names, after the column has its own. */
    public List<Step> take() {
        List<String> statements = new ArrayList<>();
        if (column.is("attnotnull") && hasConstraint()) {
            statements.add(exchange.alter() + " RENAME CONSTRAINT " + notNullName() + " TO " + finalNotNullName());
        }
        String schema = column.object().schema() + ".";
        indexes()
                .forEach(index ->
                        statements.add("ALTER INDEX " + schema + temporary(index) + " RENAME TO " + index.local()));
        keys().forEach(key -> statements.add(exchange.alter() + " ADD CONSTRAINT " + key.local()
                + (key.value("contype").equals("p") ? " PRIMARY KEY" : " UNIQUE") + " USING INDEX "
                + temporary(index(key)) + deferral(key)));
        conditions()
                .forEach(condition -> statements.add(
                        exchange.alter() + " RENAME CONSTRAINT " + temporary(condition) + " TO " + condition.local()));
        return statements.stream().map(exchange::step).toList();
    }

    /** Their names before {@link #take}, as far as no comparison sees them. */
    public List<Step> giveBack() {
        return column.is("attnotnull") && hasConstraint()
                ? List.of(exchange.step(
                        exchange.alter() + " RENAME CONSTRAINT " + finalNotNullName() + " TO " + notNullName()))
                : List.of();
    }

    private List<String> notNull() {
        String add = exchange.alter() + " ADD CONSTRAINT " + notNullName();
        String validate = exchange.alter() + " VALIDATE CONSTRAINT " + notNullName();
        if (hasConstraint()) {
            return List.of(add + " NOT NULL " + exchange.beside() + " NOT VALID", validate);
        }
        return List.of(
                add + " CHECK (" + exchange.beside() + " IS NOT NULL) NOT VALID",
                validate,
                exchange.alter() + " ALTER COLUMN " + exchange.beside() + " SET NOT NULL",
                exchange.alter() + " DROP CONSTRAINT " + notNullName());
    }

    private boolean hasConstraint() {
        return column.schema().version() >= NOT_NULL_CONSTRAINTS;
    }

    private String notNullName() {
        return Texts.suffixed(exchange.beside(), "_not_null");
    }

    private String finalNotNullName() {
        return parts("constraint")
                .filter(constraint -> constraint.value("contype").equals("n"))
                .filter(constraint -> constraint.name().equals(exchange.table() + ".not null " + exchange.column()))
                .map(Item::local)
                .findFirst()
                .orElseGet(() -> Texts.suffixed(exchange.column(), "_not_null"));
    }

    private List<Step> condition(Item condition) {
        String definition = condition.value("definition");
        int other = definition.indexOf(" REFERENCES ");
        String own = other < 0 ? definition : definition.substring(0, other);
        String rest = other < 0 ? "" : definition.substring(other);
        String notValid = definition.endsWith(" NOT VALID") || definition.endsWith(" NOT ENFORCED") ? "" : " NOT VALID";
        Step add = exchange.step(exchange.alter() + " ADD CONSTRAINT " + temporary(condition) + " "
                + name.replaced(own, exchange.beside()) + rest + notValid);
        return notValid.isEmpty()
                ? List.of(add)
                : List.of(add, exchange.step(exchange.alter() + " VALIDATE CONSTRAINT " + temporary(condition)));
    }

    private String concurrently(Item index) {
        String sql = IndexKind.concurrently(index);
        int definition = sql.indexOf(" ON ");
        return sql.substring(0, definition - index.local().length())
                + temporary(index)
                + name.replaced(sql.substring(definition), exchange.beside());
    }

    private static String temporary(Item part) {
        return Texts.suffixed(part.local(), "_new");
    }

    private static String deferral(Item key) {
        String definition = key.value("definition");
        int start = definition.indexOf(" DEFERRABLE");
        return start < 0 ? "" : definition.substring(start);
    }

    private static Item index(Item key) {
        return key.schema().find("index", key.value("conindid")).orElse(key);
    }

    private Stream<Item> indexes() {
        return parts("index")
                .filter(index ->
                        column.schema().partOf(index.object(), "constraint").isEmpty())
                .filter(index -> name.isIn(afterName(index.value("definition"))));
    }

    private static String afterName(String definition) {
        return definition.substring(Math.max(0, definition.indexOf(" USING ")));
    }

    private Stream<Item> keys() {
        return constraints(KEYS);
    }

    private Stream<Item> conditions() {
        return constraints(CONDITIONS);
    }

    private Stream<Item> constraints(Set<String> types) {
        return parts("constraint")
                .filter(constraint -> types.contains(constraint.value("contype")))
                .filter(constraint -> name.isIn(own(constraint.value("definition"))));
    }

    private static String own(String definition) {
        int other = definition.indexOf(" REFERENCES ");
        return other < 0 ? definition : definition.substring(0, other);
    }

    private Stream<Item> parts(String kind) {
        return column.schema().parts(exchange.table(), kind).stream();
    }
}
