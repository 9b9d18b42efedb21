// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.schema.SchemaDifference.FactChange;

/** The facts of an object that change, until a writer takes them, and the statements that it writes for them. */
public final class Alteration {

    private final Item from;
    private final Item to;
    private final SortedSet<String> open = new TreeSet<>();
    private final List<String> statements = new ArrayList<>();

    public Alteration(Item from, Item to, List<FactChange> changes) {
        this.from = from;
        this.to = to;
        changes.forEach(change -> open.add(change.fact()));
    }

    public Item from() {
        return from;
    }

    public Item to() {
        return to;
    }

    /** Whether one of these facts changes; none of them is open afterwards. */
    public boolean take(String... facts) {
        boolean changes = false;
        for (String fact : facts) {
            changes |= open.remove(fact);
        }
        return changes;
    }

    /** The same for facts with a common beginning. */
    public boolean takeGroup(String prefix) {
        return open.removeIf(fact -> fact.startsWith(prefix));
    }

    public boolean changes(String fact) {
        return open.contains(fact);
    }

    public void add(String statement) {
        statements.add(statement);
    }

    public void addAll(List<String> more) {
        statements.addAll(more);
    }

    /** What no writer took. */
    public SortedSet<String> open() {
        return open;
    }

    public List<String> statements() {
        return statements;
    }
}
