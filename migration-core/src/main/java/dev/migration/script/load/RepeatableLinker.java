// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.migration.error.NearestWord;
import dev.migration.revision.RepeatableOrder;
import dev.migration.script.RepeatableScript;
import dev.migration.script.ScriptFault;
import dev.migration.script.parse.Directive.Word;
import dev.migration.script.parse.ParsedScript;

/** Links the repeatables of all scripts: finds their order, or the faults that prevent one. */
final class RepeatableLinker {

    private final List<ParsedScript> parsed;
    private final List<ScriptFault> faults;
    private final Map<String, ParsedScript> named = new TreeMap<>();

    private RepeatableLinker(List<ParsedScript> parsed, List<ScriptFault> faults) {
        this.parsed = parsed;
        this.faults = faults;
    }

    /** The repeatables in the order in which they are applied; adds their faults to {@code faults}. */
    static List<RepeatableScript> link(List<ParsedScript> parsed, List<ScriptFault> faults) {
        return new RepeatableLinker(parsed, faults).link();
    }

    private List<RepeatableScript> link() {
        nameAll();
        for (ParsedScript script : parsed) {
            requireKnown(script, Word.NEEDS, script.repeatableDirectives().needs());
            requireKnown(script, Word.REAPPLY, script.repeatableDirectives().reapply());
        }
        Map<String, Collection<String>> needs = new LinkedHashMap<>();
        named.forEach(
                (name, script) -> needs.put(name, script.repeatableDirectives().needs()));
        RepeatableOrder order = new RepeatableOrder(needs);
        order.cycles().forEach(this::addCycle);
        return order.names().stream()
                .flatMap(name -> script(name).repeatableDirectives().script().stream())
                .toList();
    }

    private void nameAll() {
        Map<String, List<String>> files = new TreeMap<>();
        for (ParsedScript script : parsed) {
            script.repeatableDirectives().name().ifPresent(name -> {
                files.computeIfAbsent(name, none -> new ArrayList<>()).add(script.source());
                named.put(name, script);
            });
        }
        files.forEach((name, sources) -> {
            if (sources.size() > 1) {
                add(
                        script(name),
                        Word.REPEATABLE,
                        "The name '" + name + "' belongs to more than one repeatable. Files: "
                                + String.join(", ", sources) + ".",
                        "Give one of them another name, or delete it if it is a copy.");
            }
        });
    }

    private void requireKnown(ParsedScript script, Word word, List<String> names) {
        for (String name : names) {
            if (!named.containsKey(name)) {
                add(
                        script,
                        word,
                        "There is no repeatable '" + name + "'." + NearestWord.question(name, named.keySet()),
                        named.isEmpty()
                                ? "Add a script with '-- @repeatable " + name + "', or delete the name here."
                                : "Correct the name; the repeatables are: " + String.join(", ", named.keySet()) + ".");
            }
        }
    }

    private void addCycle(List<String> names) {
        List<String> files =
                names.stream().map(name -> script(name).source()).distinct().toList();
        String first = names.get(0);
        String problem = names.size() == 1
                ? "Repeatable '" + first + "' needs itself."
                : "Repeatables form a cycle: " + String.join(" -> ", names) + " -> " + first + ". Files: "
                        + String.join(", ", new TreeSet<>(files)) + ".";
        add(script(first), Word.NEEDS, problem, "Delete one of the needs, or join the scripts.");
    }

    private ParsedScript script(String name) {
        return Objects.requireNonNull(named.get(name), name);
    }

    private void add(ParsedScript script, Word word, String problem, String remedy) {
        faults.add(new ScriptFault(script.source(), script.line(word), problem, remedy));
    }
}
