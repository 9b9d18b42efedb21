// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Texts;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Style;

/** Aggregates. */
public final class AggregateKind implements Kind {

    private static final Map<String, String> FUNCTIONS = Map.of(
            "aggfinalfn",
            "FINALFUNC",
            "aggcombinefn",
            "COMBINEFUNC",
            "aggserialfn",
            "SERIALFUNC",
            "aggdeserialfn",
            "DESERIALFUNC",
            "aggmtransfn",
            "MSFUNC",
            "aggminvtransfn",
            "MINVFUNC",
            "aggmfinalfn",
            "MFINALFUNC");
    private static final Map<String, String> PARALLEL = Map.of("s", "SAFE", "r", "RESTRICTED", "u", "UNSAFE");
    private static final Map<String, String> MODIFY = Map.of("r", "READ_ONLY", "s", "SHAREABLE", "w", "READ_WRITE");

    @Override
    public List<String> create(Item item, Style style) {
        List<String> options = new ArrayList<>();
        options.add("SFUNC = " + Texts.withoutArguments(item.value("aggtransfn")));
        options.add("STYPE = " + item.value("aggtranstype"));
        FUNCTIONS.forEach((fact, word) -> item.fact(fact)
                .filter(name -> !name.equals("-"))
                .ifPresent(name -> options.add(word + " = " + Texts.withoutArguments(name))));
        item.fact("aggmtranstype").filter(name -> !name.equals("-")).ifPresent(name -> options.add("MSTYPE = " + name));
        item.fact("agginitval").ifPresent(value -> options.add("INITCOND = " + Texts.literal(value)));
        item.fact("aggminitval").ifPresent(value -> options.add("MINITCOND = " + Texts.literal(value)));
        number(item, "aggtransspace", "SSPACE", options);
        number(item, "aggmtransspace", "MSSPACE", options);
        flags(item, options);
        item.fact("aggsortop")
                .filter(name -> !name.equals("0"))
                .ifPresent(name -> options.add("SORTOP = OPERATOR(" + Texts.withoutArguments(name) + ")"));
        options.add("PARALLEL = " + PARALLEL.getOrDefault(item.value("proparallel"), "UNSAFE"));
        options.removeIf("PARALLEL = UNSAFE"::equals);
        String name = item.name().substring(0, item.name().indexOf('('));
        String arguments = item.value("proargdefaults").isEmpty() ? "*" : item.value("proargdefaults");
        return List.of(
                "CREATE AGGREGATE " + name + "(" + arguments + ") (\n    " + String.join(",\n    ", options) + "\n)");
    }

    private static void number(Item item, String fact, String word, List<String> options) {
        item.fact(fact).filter(value -> !value.equals("0")).ifPresent(value -> options.add(word + " = " + value));
    }

    private static void flags(Item item, List<String> options) {
        if (item.is("aggfinalextra")) {
            options.add("FINALFUNC_EXTRA");
        }
        if (item.is("aggmfinalextra")) {
            options.add("MFINALFUNC_EXTRA");
        }
        String usual = item.value("aggkind").equals("n") ? "r" : "w";
        if (!item.value("aggfinalmodify").equals(usual)) {
            options.add("FINALFUNC_MODIFY = " + MODIFY.getOrDefault(item.value("aggfinalmodify"), "READ_ONLY"));
        }
        if (!item.value("aggmfinalmodify").equals(usual)) {
            options.add("MFINALFUNC_MODIFY = " + MODIFY.getOrDefault(item.value("aggmfinalmodify"), "READ_ONLY"));
        }
        if (item.value("aggkind").equals("h")) {
            options.add("HYPOTHETICAL");
        }
    }
}
