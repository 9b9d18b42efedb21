// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.fix;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import dev.migration.error.MigrationException;
import dev.migration.lint.Finding;
import dev.migration.lint.Severity;
import dev.migration.lint.fix.FixReport.FixedScript;
import dev.migration.lint.fix.FixReport.Left;
import dev.migration.lint.run.LintOptions;
import dev.migration.lint.run.LintReport;
import dev.migration.lint.run.Linter;
import dev.migration.schema.replay.RevisionReplay;
import dev.migration.script.location.ScriptSource;
import dev.migration.sql.SqlInput;

/**
 * Replaces dangerous statements by their alternatives, one finding after the other. A new text counts only if a lint of it no longer has
 * the finding and has no other alarm instead, and if up, down and up lead to the same schemas as before.
 */
public final class Fixer {

    /** A script that is no longer one transaction: that is what the fix is about, and a person decides whether to split it. */
    private static final String SPLIT = "concurrently-needs-own-revision";

    private final RevisionReplay replay;
    private final LintOptions options;
    private final Predicate<Finding> fixable;
    private final List<Finding> fixed = new ArrayList<>();
    private final List<Left> left = new ArrayList<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Set<String> divided = new HashSet<>();
    private final Map<String, Finding> original = new HashMap<>();

    /** @param fixable whether the script of a finding may be changed: it is pending, and a file */
    public Fixer(RevisionReplay replay, LintOptions options, Predicate<Finding> fixable) {
        this.replay = replay;
        this.options = options;
        this.fixable = fixable;
    }

    /**
     * Fixes what can be fixed in these revisions.
     *
     * @param ids full ids, linted as one deployment
     */
    public FixReport fix(Collection<String> ids) throws SQLException {
        LintReport report = new Linter(replay, options).lint(ids);
        report.findings().forEach(finding -> original.putIfAbsent(key(finding), finding));
        Set<String> tried = new HashSet<>();
        Optional<Finding> next = next(report, tried);
        while (next.isPresent()) {
            Finding finding = next.get();
            tried.add(key(finding));
            report = attempt(finding, report, ids);
            next = next(report, tried);
        }
        List<FixedScript> scripts = texts.entrySet().stream()
                .map(text -> script(text.getKey(), text.getValue()))
                .toList();
        return new FixReport(scripts, fixed, left, report);
    }

    private FixedScript script(String source, String after) {
        String before = read(source).orElse("");
        return new FixedScript(
                source, before, after, divided.contains(source) && new ScriptEdit(before).isOneTransaction());
    }

    /** The finding with its line in the script as it is on the disk. */
    private Finding original(Finding finding) {
        return original.getOrDefault(key(finding), finding);
    }

    private static Optional<Finding> next(LintReport report, Set<String> tried) {
        return report.findings().stream()
                .filter(Fixer::isAlarm)
                .filter(finding -> !tried.contains(key(finding)))
                .findFirst();
    }

    /** The lint of the scripts after the attempt. */
    private LintReport attempt(Finding finding, LintReport report, Collection<String> ids) throws SQLException {
        String source = finding.statement().source();
        Optional<String> known = Optional.ofNullable(texts.get(source)).or(() -> read(source));
        Optional<String> obstacle = MechanicalFix.obstacle(finding);
        if (obstacle.isPresent()) {
            return leave(finding, obstacle.get(), report);
        }
        if (!fixable.test(finding) || known.isEmpty()) {
            return leave(finding, "its script is applied, or is no file that may be written", report);
        }
        ScriptEdit script = new ScriptEdit(known.get());
        List<String> replacement = MechanicalFix.replacement(finding);
        Optional<String> needed =
                ScriptEdit.dividesTransaction(replacement) ? script.needOfOneTransaction() : Optional.empty();
        if (needed.isPresent()) {
            return leave(finding, "its script would be several transactions, and it has " + needed.get(), report);
        }
        Optional<String> edited = script.apply(finding.statement().statement(), replacement);
        if (edited.isEmpty()) {
            return leave(finding, "its statement is not in the script as it ran", report);
        }
        Map<String, String> candidate = new LinkedHashMap<>(texts);
        candidate.put(source, edited.get());
        return prove(finding, report, candidate, ids);
    }

    private LintReport prove(Finding finding, LintReport report, Map<String, String> candidate, Collection<String> ids)
            throws SQLException {
        RevisionReplay changed;
        LintReport after;
        try {
            changed = replay.with(candidate);
            after = new Linter(changed, options).lint(ids);
        } catch (MigrationException failure) {
            return leave(finding, "the script with it is refused: " + failure.problem(), report);
        }
        Optional<String> fault = alarms(finding, report, after);
        if (fault.isEmpty()) {
            fault = new FixProof(replay).fault(changed, finding.statement().revision());
        }
        if (fault.isPresent()) {
            return leave(finding, fault.get(), report);
        }
        fixed.add(original(finding));
        texts.putAll(candidate);
        if (ScriptEdit.dividesTransaction(MechanicalFix.replacement(finding))) {
            divided.add(finding.statement().source());
        }
        return after;
    }

    private static Optional<String> alarms(Finding finding, LintReport before, LintReport after) {
        Set<String> known = new HashSet<>();
        before.findings().forEach(other -> known.add(key(other)));
        known.remove(key(finding));
        return after.findings().stream()
                .filter(Fixer::isAlarm)
                .filter(other -> !known.contains(key(other)) && !other.rule().equals(SPLIT))
                .findFirst()
                .map(other -> other.rule().equals(finding.rule())
                        ? "the finding would stay"
                        : "the script would have the finding " + other.rule() + " instead");
    }

    private LintReport leave(Finding finding, String reason, LintReport report) {
        left.add(new Left(original(finding), reason));
        return report;
    }

    private static boolean isAlarm(Finding finding) {
        return finding.severity().compareTo(Severity.INFO) > 0;
    }

    /** Lines move with each fix. */
    private static String key(Finding finding) {
        return finding.rule() + ' ' + finding.statement().revision() + ' ' + finding.message();
    }

    private Optional<String> read(String source) {
        return replay.revisions().source(source).map(Fixer::text);
    }

    private static String text(ScriptSource source) {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[8192];
        try (SqlInput input = source.open()) {
            for (int count = input.read(buffer, 0, buffer.length);
                    count >= 0;
                    count = input.read(buffer, 0, buffer.length)) {
                text.append(buffer, 0, count);
            }
        }
        return text.toString();
    }
}
