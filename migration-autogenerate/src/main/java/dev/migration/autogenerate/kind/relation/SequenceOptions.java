// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.relation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.kind.Alteration;

/** The options of a sequence that differ from the usual ones. */
final class SequenceOptions {

    private static final Map<String, String> LARGEST =
            Map.of("smallint", "32767", "integer", "2147483647", "bigint", "9223372036854775807");
    private static final Map<String, String> SMALLEST =
            Map.of("smallint", "-32768", "integer", "-2147483648", "bigint", "-9223372036854775808");

    private final Item sequence;

    SequenceOptions(Item sequence) {
        this.sequence = sequence;
    }

    String text() {
        List<String> options = new ArrayList<>();
        boolean descends = value("seqincrement").startsWith("-");
        String least = descends ? SMALLEST.getOrDefault(value("seqtypid"), "") : "1";
        String most = descends ? "-1" : LARGEST.getOrDefault(value("seqtypid"), "");
        add(options, "INCREMENT BY ", "seqincrement", "1");
        add(options, "MINVALUE ", "seqmin", least);
        add(options, "MAXVALUE ", "seqmax", most);
        add(options, "START WITH ", "seqstart", descends ? value("seqmax") : value("seqmin"));
        add(options, "CACHE ", "seqcache", "1");
        if (sequence.is("seqcycle")) {
            options.add("CYCLE");
        }
        return String.join(" ", options);
    }

    /** What leads from the options of another sequence to these. */
    List<String> changes(Alteration change, String typeWord) {
        List<String> options = new ArrayList<>();
        if (change.take("seqtypid")) {
            options.add(typeWord + value("seqtypid"));
        }
        Map<String, String> words = Map.of(
                "seqincrement",
                "INCREMENT BY ",
                "seqmin",
                "MINVALUE ",
                "seqmax",
                "MAXVALUE ",
                "seqstart",
                "START WITH ",
                "seqcache",
                "CACHE ");
        for (String fact : List.of("seqincrement", "seqmin", "seqmax", "seqstart", "seqcache")) {
            if (change.take(fact)) {
                options.add(words.get(fact) + value(fact));
            }
        }
        if (change.take("seqcycle")) {
            options.add(sequence.is("seqcycle") ? "CYCLE" : "NO CYCLE");
        }
        return options;
    }

    private void add(List<String> options, String word, String fact, String usual) {
        if (!value(fact).equals(usual)) {
            options.add(word + value(fact));
        }
    }

    private String value(String fact) {
        return sequence.value(fact);
    }
}
