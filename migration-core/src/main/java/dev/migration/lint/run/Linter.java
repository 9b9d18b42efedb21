// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.run;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.migration.Revisions;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.lint.Alternative;
import dev.migration.lint.Finding;
import dev.migration.lint.check.Checker;
import dev.migration.lint.check.Permissions;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionSet;
import dev.migration.schema.replay.BranchPair;
import dev.migration.schema.replay.BranchProof;
import dev.migration.schema.replay.ReplayFailedException;
import dev.migration.schema.replay.RevisionReplay;
import dev.migration.schema.scratch.ScratchDatabase;
import dev.migration.script.location.ScriptSource;
import dev.migration.sql.Position;
import dev.migration.sql.SqlStatement;
import dev.migration.trace.StatementTrace;
import dev.migration.trace.TracedStatement;
import dev.migration.trace.Tracer;

/**
 * Lints revisions on a scratch database.
 *
 * <ol>
 *   <li>The ancestors of the revisions are applied to the scratch database. What exists then is what running instances may use.
 *   <li>The revisions run as in an upgrade, and each statement is traced.
 *   <li>The rules check the trace.
 *   <li>Findings that a script allows, or that are in the baseline, are set aside.
 *   <li>If the revisions have several heads, both orders of each pair are compared.
 * </ol>
 */
public final class Linter {

    private final RevisionReplay replay;
    private final LintOptions options;

    public Linter(RevisionReplay replay, LintOptions options) {
        this.replay = replay;
        this.options = options;
    }

    private record Run(List<StatementTrace> trace, Optional<RevisionFailedException> failure) {}

    /**
     * Lints these revisions as one deployment.
     *
     * @param ids full ids
     * @throws dev.migration.schema.replay.SharedObjectsException if they change objects that all databases share
     * @throws ReplayFailedException if their ancestors cannot be applied
     */
    public LintReport lint(Collection<String> ids) throws SQLException {
        RevisionSet linted = replay.revisions().graph().known(List.copyOf(ids));
        RevisionSet before = linted.ancestors().minus(linted.descendants());
        replay.refuseSharedObjects(linted.maximal().ids());
        Run run = run(before, linted);
        List<StatementTrace> trace = run.trace().stream()
                .filter(statement -> isLinted(statement.statement().revision(), linted))
                .toList();
        List<Finding> all = new ArrayList<>(new Checker(options.book(), options.sizes()).check(trace));
        run.failure().ifPresent(failure -> all.add(failure(failure)));
        all.addAll(branches(linted, run));
        return report(linted.inOrder(), before.isEmpty(), trace, all);
    }

    private static boolean isLinted(String revision, RevisionSet linted) {
        return revision.isEmpty() || linted.contains(revision);
    }

    private Run run(RevisionSet before, RevisionSet linted) throws SQLException {
        ScratchDatabase database = replay.at(before.maximal().ids());
        Tracer tracer = replay.tracer(database);
        try {
            replay.trace(database, linted.maximal().ids(), tracer);
            return new Run(tracer.statements(), Optional.empty());
        } catch (ReplayFailedException failure) {
            if (failure.getCause() instanceof RevisionFailedException refused) {
                return new Run(tracer.statements(), Optional.of(refused));
            }
            throw failure;
        }
    }

    private Finding failure(RevisionFailedException failure) {
        return new FailureFinding(options.book())
                .of(failure, replay.revisions().source(failure.source()).map(ScriptSource::open));
    }

    private List<Finding> branches(RevisionSet linted, Run run) throws SQLException {
        List<String> heads = linted.maximal().ids();
        if (heads.size() < 2 || run.failure().isPresent()) {
            return List.of();
        }
        return new BranchProof(replay)
                .check(heads).stream()
                        .filter(pair -> !pair.commutes())
                        .map(this::finding)
                        .toList();
    }

    private Finding finding(BranchPair pair) {
        Revisions revisions = replay.revisions();
        String source = revisions.find(pair.second()).map(text -> text.source()).orElse("");
        return new Finding(
                "branches-do-not-commute",
                options.book().severity("branches-do-not-commute"),
                "the result depends on whether " + pair.first() + " or " + pair.second() + " is applied first",
                new TracedStatement(pair.second(), source, new SqlStatement("", Position.START, false)),
                List.of(),
                "",
                new Alternative(
                        List.of(),
                        "Let one depend on the other (@depends-on); 'check-branches' shows the difference."));
    }

    private LintReport report(
            List<Revision> revisions, boolean onEmptyDatabase, List<StatementTrace> trace, List<Finding> all) {
        Permissions permissions = permissions(revisions, trace);
        List<Finding> allowed = all.stream().filter(permissions::allow).toList();
        List<Finding> rest = new ArrayList<>(all);
        rest.removeAll(allowed);
        List<Finding> known = rest.stream().filter(options.baseline()::contains).toList();
        rest.removeAll(known);
        rest.addAll(permissions.faults());
        return new LintReport(revisions, onEmptyDatabase, rest, allowed, known, trace);
    }

    private Permissions permissions(List<Revision> revisions, List<StatementTrace> trace) {
        Permissions permissions = new Permissions(options.book());
        Revisions scripts = replay.revisions();
        Set<String> sources = revisions.stream()
                .flatMap(revision -> scripts.find(revision.id()).stream())
                .map(text -> text.source())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        trace.forEach(statement -> sources.add(statement.statement().source()));
        revisions.stream()
                .flatMap(revision -> scripts.find(revision.id()).stream())
                .forEach(text -> permissions.read(
                        text.source(), scripts.allowed(text.revision().id())));
        sources.forEach(source -> scripts.source(source).ifPresent(script -> permissions.read(source, script.open())));
        return permissions;
    }
}
