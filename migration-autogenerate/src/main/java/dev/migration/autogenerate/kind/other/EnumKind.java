// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Texts;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;

/** Enums. A label can be added in place; any other change makes a new type, see {@code plan.TypeExchange}. */
public final class EnumKind implements Kind {

    private static final String LABEL = "label ";

    /** In their order. */
    public static List<String> labels(Item item) {
        return List.copyOf(item.group(LABEL).values());
    }

    @Override
    public List<String> create(Item item, Style style) {
        return List.of("CREATE TYPE " + item.name() + " AS ENUM ("
                + labels(item).stream().map(Texts::literal).collect(Collectors.joining(", ")) + ")");
    }

    @Override
    public List<String> drop(Item item, Style style) {
        return List.of("DROP TYPE " + item.name());
    }

    @Override
    public void alter(Alteration change, Style style) {
        List<String> before = labels(change.from());
        List<String> after = new ArrayList<>(labels(change.to()));
        List<String> kept = new ArrayList<>(after);
        kept.retainAll(before);
        if (!kept.equals(before) || !change.takeGroup(LABEL)) {
            return;
        }
        for (int i = 0; i < after.size(); i++) {
            String label = after.get(i);
            if (!before.contains(label)) {
                change.add("ALTER TYPE " + change.to().name() + " ADD VALUE " + Texts.literal(label)
                        + place(after, i, before));
            }
        }
    }

    /** Behind the label before it, which exists by then; at the beginning, before the first one that exists. */
    private static String place(List<String> labels, int index, List<String> existing) {
        if (index > 0) {
            boolean isLast = labels.subList(index, labels.size()).stream().noneMatch(existing::contains);
            return isLast ? "" : " AFTER " + Texts.literal(labels.get(index - 1));
        }
        return labels.stream()
                .filter(existing::contains)
                .findFirst()
                .map(next -> " BEFORE " + Texts.literal(next))
                .orElse("");
    }
}
