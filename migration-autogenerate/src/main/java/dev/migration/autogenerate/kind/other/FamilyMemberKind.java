// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.List;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;
import dev.migration.schema.SchemaDependency;

/** Operators and functions that a family has beside those of its classes. */
public final class FamilyMemberKind implements Kind {

    @Override
    public List<String> create(Item item, Style style) {
        return isOfClass(item)
                ? List.of()
                : List.of("ALTER OPERATOR FAMILY " + family(item) + " ADD " + OperatorClassKind.member(item));
    }

    private static boolean isOfClass(Item item) {
        return item.schema().needs(item.object()).stream()
                .anyMatch(dependency -> dependency.kind() == SchemaDependency.Kind.INTERNAL
                        && dependency.needed().kind().equals("operator class"));
    }

    private static String family(Item item) {
        return item.name().substring(item.name().indexOf(" of ") + " of ".length());
    }

    @Override
    public List<String> drop(Item item, Style style) {
        boolean isOperator = item.kind().startsWith("operator");
        String member = isOperator
                ? "OPERATOR " + item.value("amopstrategy") + " (" + item.value("amoplefttype") + ", "
                        + item.value("amoprighttype") + ")"
                : "FUNCTION " + item.value("amprocnum") + " (" + item.value("amproclefttype") + ", "
                        + item.value("amprocrighttype") + ")";
        return isOfClass(item) ? List.of() : List.of("ALTER OPERATOR FAMILY " + family(item) + " DROP " + member);
    }
}
