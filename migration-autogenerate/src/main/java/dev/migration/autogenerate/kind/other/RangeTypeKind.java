// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.ArrayList;
import java.util.List;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Texts;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;

/** Range types. */
public final class RangeTypeKind implements Kind {

    @Override
    public List<String> create(Item item, Style style) {
        List<String> options = new ArrayList<>(List.of("subtype = " + item.value("rngsubtype")));
        item.fact("rngsubopc")
                .map(name -> name.replaceFirst(" USING .*", ""))
                .ifPresent(name -> options.add("subtype_opclass = " + name));
        item.fact("rngcollation")
                .filter(name -> !name.equals("\"default\""))
                .ifPresent(name -> options.add("collation = " + name));
        item.fact("rngcanonical")
                .filter(RangeTypeKind::isSet)
                .ifPresent(name -> options.add("canonical = " + function(name)));
        item.fact("rngsubdiff")
                .filter(RangeTypeKind::isSet)
                .ifPresent(name -> options.add("subtype_diff = " + function(name)));
        item.fact("rngmultitypid").ifPresent(name -> options.add("multirange_type_name = " + name));
        return List.of("CREATE TYPE " + item.name() + " AS RANGE (" + String.join(", ", options) + ")");
    }

    private static boolean isSet(String name) {
        return !name.equals("-");
    }

    private static String function(String name) {
        return Texts.withoutArguments(name);
    }

    @Override
    public List<String> drop(Item item, Style style) {
        return List.of("DROP TYPE " + item.name());
    }
}
