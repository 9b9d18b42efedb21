// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.migration.revision.RevisionGraph;
import dev.migration.revision.fault.GraphFault;
import dev.migration.revision.fault.InvalidGraphException;
import dev.migration.script.Hook;
import dev.migration.script.Hooks;
import dev.migration.script.InvalidScriptsException;
import dev.migration.script.RepeatableScript;
import dev.migration.script.RevisionScript;
import dev.migration.script.ScriptFault;
import dev.migration.script.SqlSection;
import dev.migration.script.location.ScriptSource;
import dev.migration.script.parse.Directive;
import dev.migration.script.parse.ParsedScript;

/** All scripts of an application, without faults, and the graph of their revisions. */
public final class RevisionScripts {

    private final Map<String, RevisionScript> scripts = new LinkedHashMap<>();
    private final RevisionGraph graph;
    private final List<RepeatableScript> repeatables;
    private final Hooks hooks;
    private final Map<String, String> leftOut;

    private RevisionScripts(
            Collection<RevisionScript> scripts, RevisionGraph graph, List<RepeatableScript> repeatables, Hooks hooks) {
        scripts.forEach(script -> this.scripts.put(script.revision().id(), script));
        this.graph = graph;
        this.repeatables = repeatables;
        this.hooks = hooks;
        this.leftOut = Map.of();
    }

    private RevisionScripts(RevisionScripts others, Map<String, String> leftOut) {
        this.scripts.putAll(others.scripts);
        this.graph = others.graph;
        this.repeatables = others.repeatables;
        this.hooks = others.hooks;
        this.leftOut = Map.copyOf(leftOut);
    }

    /** The same scripts; they know the modules of revisions that were left out, by the ids of these revisions. */
    RevisionScripts leavingOut(Map<String, String> modules) {
        return new RevisionScripts(this, modules);
    }

    /** The module of a revision that has a script, but takes no part, because its module is not selected. */
    public Optional<String> moduleLeftOut(String id) {
        return Optional.ofNullable(leftOut.get(id));
    }

    /**
     * Links parsed scripts.
     *
     * @throws InvalidScriptsException with every fault of every script and of their graph
     */
    public static RevisionScripts of(List<ParsedScript> parsed) {
        return of(parsed, List.of());
    }

    /** @param others faults that were found before */
    static RevisionScripts of(List<ParsedScript> parsed, List<ScriptFault> others) {
        List<ScriptFault> faults = new ArrayList<>(others);
        parsed.forEach(script -> faults.addAll(script.faults()));
        RevisionGraph graph = link(parsed, faults);
        List<RepeatableScript> repeatables = RepeatableLinker.link(parsed, faults);
        if (!faults.isEmpty()) {
            throw new InvalidScriptsException(faults);
        }
        return new RevisionScripts(
                parsed.stream().flatMap(script -> script.script().stream()).toList(),
                graph,
                repeatables,
                Hooks.of(parsed.stream()
                        .flatMap(script -> script.hook().stream())
                        .toList()));
    }

    public RevisionGraph graph() {
        return graph;
    }

    /** The hooks. */
    public Hooks hooks() {
        return hooks;
    }

    /** The script of a revision; empty if the revision is only known from the database. */
    public Optional<RevisionScript> find(String id) {
        return Optional.ofNullable(scripts.get(id));
    }

    /** The repeatables, in the order in which they are applied. */
    public List<RepeatableScript> repeatables() {
        return repeatables;
    }

    /** The same revisions without repeatables. */
    public RevisionScripts withoutRepeatables() {
        return new RevisionScripts(scripts.values(), graph, List.of(), hooks).leavingOut(leftOut);
    }

    /** The files of all revisions, repeatables and hooks. */
    public Stream<ScriptSource> sources() {
        Stream<SqlSection> revisions = scripts.values().stream()
                .filter(RevisionScript.Sql.class::isInstance)
                .map(script -> ((RevisionScript.Sql) script).upgrade());
        Stream<SqlSection> others = Stream.concat(
                repeatables.stream().map(RepeatableScript::section),
                Stream.of(Hook.Event.values())
                        .flatMap(event -> hooks.at(event).stream())
                        .map(Hook::section));
        return Stream.concat(revisions, others).map(SqlSection::source);
    }

    /** The ids of all scripts. */
    public Set<String> ids() {
        return Collections.unmodifiableSet(scripts.keySet());
    }

    /** The faults of downgrade sections, which prevent only the upgrade and the downgrade of their revisions. */
    public List<ScriptFault> downgradeFaults() {
        return downgradeFaults(List.copyOf(scripts.keySet()));
    }

    /** The same of these revisions. */
    public List<ScriptFault> downgradeFaults(List<String> revisions) {
        return revisions.stream()
                .flatMap(id -> find(id).stream())
                .flatMap(script -> script.downgradeFaults().stream())
                .toList();
    }

    /** Whether a script replaces others, so that the graph depends on the applied revisions. */
    public boolean haveReplacements() {
        return scripts.values().stream()
                .anyMatch(script -> !script.revision().replaces().isEmpty());
    }

    public Collection<RevisionScript> all() {
        return List.copyOf(scripts.values());
    }

    /** The texts of hooks and repeatables, which run beside revisions. */
    public List<String> textsBesideRevisions() {
        return Stream.concat(
                        Stream.of(Hook.Event.values())
                                .flatMap(event -> hooks.at(event).stream()
                                        .map(hook -> event.text()
                                                + ' '
                                                + hook.section().text())),
                        repeatables.stream()
                                .map(script ->
                                        script.source() + ' ' + script.section().text()))
                .toList();
    }

    private static RevisionGraph link(List<ParsedScript> parsed, List<ScriptFault> faults) {
        try {
            return RevisionGraph.of(parsed.stream()
                    .flatMap(script -> script.revision().stream())
                    .toList());
        } catch (InvalidGraphException invalid) {
            invalid.faults().stream().distinct().forEach(fault -> faults.add(inFile(fault, parsed)));
            return RevisionGraph.of(List.of());
        }
    }

    private static ScriptFault inFile(GraphFault fault, List<ParsedScript> parsed) {
        List<ParsedScript> owners = parsed.stream()
                .filter(script -> script.isRevision(fault.revision()))
                .toList();
        ParsedScript last = owners.get(owners.size() - 1);
        return new ScriptFault(
                last.source(), last.line(directive(fault)), fault.problem() + files(fault, parsed), fault.remedy());
    }

    /** The files that a user must open to understand the fault. */
    private static String files(GraphFault fault, List<ParsedScript> parsed) {
        List<String> files = fault.involved().stream()
                .flatMap(id -> parsed.stream().filter(script -> script.isRevision(id)))
                .map(ParsedScript::source)
                .distinct()
                .toList();
        return files.size() < 2 ? "" : " Files: " + String.join(", ", files) + ".";
    }

    private static Directive.Word directive(GraphFault fault) {
        if (fault instanceof GraphFault.DuplicateId || fault instanceof GraphFault.IllegalName) {
            return Directive.Word.REVISION;
        }
        if (fault instanceof GraphFault.DuplicateLabel) {
            return Directive.Word.BRANCH;
        }
        if (fault instanceof GraphFault.IllegalReplacement) {
            return Directive.Word.REPLACES;
        }
        return isAboutDependencies(fault) ? Directive.Word.DEPENDS_ON : Directive.Word.REVISES;
    }

    private static boolean isAboutDependencies(GraphFault fault) {
        return fault instanceof GraphFault.MissingDependency
                || fault instanceof GraphFault.DependencyCycle
                || (fault instanceof GraphFault.SelfLoop loop && loop.dependency());
    }
}
