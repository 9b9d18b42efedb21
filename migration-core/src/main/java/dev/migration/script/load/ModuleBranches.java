// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.migration.revision.Revision;
import dev.migration.script.ScriptFault;
import dev.migration.script.parse.Directive;

/** Makes each module a branch: its first revision gets the name of the module as a label. */
final class ModuleBranches {

    private final List<OwnedScript> scripts;
    private final List<ScriptFault> faults;
    /** The name of the module, by its first revision, and by one that replaces it. */
    private final Map<OwnedScript, String> labels = new LinkedHashMap<>();

    private ModuleBranches(List<OwnedScript> scripts, List<ScriptFault> faults) {
        this.scripts = scripts;
        this.faults = faults;
    }

    /**
     * Returns the scripts with the labels of their modules. A first revision with a {@code @branch} keeps its own label.
     *
     * @param faults receives a fault if several revisions without a label begin a module
     */
    static List<OwnedScript> label(List<OwnedScript> scripts, List<ScriptFault> faults) {
        ModuleBranches branches = new ModuleBranches(scripts, faults);
        scripts.stream()
                .filter(OwnedScript::isOfModule)
                .collect(Collectors.groupingBy(OwnedScript::module, LinkedHashMap::new, Collectors.toList()))
                .forEach(branches::find);
        return branches.labelled();
    }

    private void find(String module, List<OwnedScript> owned) {
        Set<String> ids = owned.stream().flatMap(OwnedScript::ids).collect(Collectors.toSet());
        List<OwnedScript> first = owned.stream()
                .filter(script -> script.script().revision().isPresent())
                .filter(script -> script.downRevisions().stream().noneMatch(ids::contains))
                .filter(script -> script.labels().isEmpty())
                .toList();
        if (begins(first, owned) > 1) {
            refuse(module, first);
        } else if (owned.stream().noneMatch(script -> script.labels().contains(module))) {
            first.forEach(script -> labels.put(script, module));
        }
    }

    /** A squashed revision and those that it replaces begin the module once: one of the two takes part. */
    private static long begins(List<OwnedScript> first, List<OwnedScript> owned) {
        Set<String> replaced = revisions(owned)
                .flatMap(revision -> revision.replaces().stream())
                .collect(Collectors.toSet());
        return revisions(first)
                .filter(revision -> !replaced.contains(revision.id()))
                .count();
    }

    private static Stream<Revision> revisions(List<OwnedScript> scripts) {
        return scripts.stream().flatMap(script -> script.script().revision().stream());
    }

    private void refuse(String module, List<OwnedScript> first) {
        String ids = revisions(first).map(Revision::id).collect(Collectors.joining(", "));
        OwnedScript last = first.get(first.size() - 1);
        faults.add(new ScriptFault(
                last.script().source(),
                last.script().line(Directive.Word.REVISION),
                "The module '" + module + "' begins with several revisions: " + ids + ".",
                "Let one of them revise another, or name their branches with '@branch'."));
    }

    private List<OwnedScript> labelled() {
        List<OwnedScript> result = new ArrayList<>();
        for (OwnedScript script : scripts) {
            String label = labels.get(script);
            result.add(
                    label == null
                            ? script
                            : new OwnedScript(script.module(), script.script().branch(label)));
        }
        return result;
    }
}
