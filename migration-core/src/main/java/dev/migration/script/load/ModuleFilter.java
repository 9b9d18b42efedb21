// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.migration.error.NearestWord;
import dev.migration.script.ScriptFault;
import dev.migration.script.parse.Directive;
import dev.migration.script.parse.ParsedScript;
import dev.migration.setting.ModuleSelection;
import dev.migration.setting.SettingKey;

/** Leaves out the scripts of modules that are not selected, except the revisions that selected ones need. */
final class ModuleFilter {

    private final List<OwnedScript> scripts;
    private final ModuleSelection selection;
    private final List<ScriptFault> faults;
    /** Each revision by its id, by the ids that it replaces and by its labels. */
    private final Map<String, OwnedScript> byName = new HashMap<>();

    private ModuleFilter(List<OwnedScript> scripts, ModuleSelection selection, List<ScriptFault> faults) {
        this.scripts = scripts;
        this.selection = selection;
        this.faults = faults;
        scripts.forEach(script -> script.ids().forEach(id -> byName.putIfAbsent(id, script)));
        scripts.forEach(script -> script.labels().forEach(label -> byName.putIfAbsent(label, script)));
    }

    /**
     * Returns the scripts that take part.
     *
     * @param modules the names of all modules on the class path
     * @param faults receives a fault for each unknown module, and for each revision that needs one of an excluded module
     */
    static List<ParsedScript> select(
            List<OwnedScript> scripts,
            Collection<String> modules,
            ModuleSelection selection,
            List<ScriptFault> faults) {
        if (selection.equals(ModuleSelection.ALL)) {
            return scripts.stream().map(OwnedScript::script).toList();
        }
        ModuleFilter filter = new ModuleFilter(scripts, selection, faults);
        Set<String> known = new TreeSet<>(modules);
        known.add(ModuleSelection.APPLICATION);
        filter.requireKnown(SettingKey.MODULES_INCLUDE, selection.include(), known);
        filter.requireKnown(SettingKey.MODULES_EXCLUDE, selection.exclude(), known);
        return filter.select();
    }

    private void requireKnown(SettingKey key, List<String> names, Set<String> known) {
        for (String name : names) {
            if (!known.contains(name)) {
                faults.add(new ScriptFault(
                        key.key(),
                        0,
                        "There is no module '" + name + "'." + NearestWord.question(name, known),
                        "Name modules of the class path: " + String.join(", ", known) + "."));
            }
        }
    }

    private List<ParsedScript> select() {
        Set<OwnedScript> selected = new LinkedHashSet<>();
        Deque<OwnedScript> open = new ArrayDeque<>(scripts.stream()
                .filter(script -> selection.contains(script.module()))
                .toList());
        while (!open.isEmpty()) {
            OwnedScript script = open.remove();
            if (selected.add(script)) {
                need(script, script.downRevisions(), Directive.Word.REVISES, open);
                need(script, script.dependsOn(), Directive.Word.DEPENDS_ON, open);
            }
        }
        return scripts.stream()
                .filter(selected::contains)
                .map(OwnedScript::script)
                .toList();
    }

    private void need(OwnedScript script, List<String> names, Directive.Word word, Deque<OwnedScript> open) {
        for (String name : names) {
            OwnedScript needed = byName.get(name);
            if (needed != null && selection.exclude().contains(needed.module())) {
                faults.add(new ScriptFault(
                        script.script().source(),
                        script.script().line(word),
                        "The revision needs '" + name + "' of the module '" + needed.module() + "', which is excluded.",
                        "Remove '" + needed.module() + "' from " + SettingKey.MODULES_EXCLUDE.key() + ", or add '"
                                + script.module() + "' to it."));
            } else if (needed != null) {
                open.add(needed);
            }
        }
    }
}
