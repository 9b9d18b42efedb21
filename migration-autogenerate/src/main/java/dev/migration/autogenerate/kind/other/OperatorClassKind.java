// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.ArrayList;
import java.util.List;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Texts;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;
import dev.migration.schema.SchemaDependency;

/** Operator classes with their operators and functions. */
public final class OperatorClassKind implements Kind {

    @Override
    public List<String> create(Item item, Style style) {
        String name = item.name().replaceFirst(" USING .*", "");
        String method = item.value("opcmethod");
        String family = item.value("opcfamily").equals(item.name())
                ? ""
                : " FAMILY " + item.value("opcfamily").replaceFirst(" USING .*", "");
        List<String> members = new ArrayList<>();
        item.schema().neededBy(item.object()).stream()
                .filter(dependency -> dependency.kind() == SchemaDependency.Kind.INTERNAL)
                .flatMap(dependency -> item.schema().find(dependency.object()).stream())
                .forEach(member -> members.add(member(member)));
        item.fact("opckeytype").filter(type -> !type.equals("-")).ifPresent(type -> members.add("STORAGE " + type));
        return List.of("CREATE OPERATOR CLASS " + name + (item.is("opcdefault") ? " DEFAULT" : "") + " FOR TYPE "
                + item.value("opcintype") + " USING " + method + family + " AS\n    "
                + String.join(",\n    ", members));
    }

    static String member(Item member) {
        if (member.kind().equals("operator of a family")) {
            String operator = Texts.withoutArguments(member.value("amopopr"));
            String order = member.fact("amopsortfamily")
                    .map(family -> " FOR ORDER BY " + family.replaceFirst(" USING .*", ""))
                    .orElse("");
            return "OPERATOR " + member.value("amopstrategy") + " " + operator + " (" + member.value("amoplefttype")
                    + ", " + member.value("amoprighttype") + ")" + order;
        }
        return "FUNCTION " + member.value("amprocnum") + " (" + member.value("amproclefttype") + ", "
                + member.value("amprocrighttype") + ") " + member.value("amproc");
    }
}
