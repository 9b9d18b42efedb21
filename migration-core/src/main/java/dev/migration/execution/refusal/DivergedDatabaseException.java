// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.migration.error.MigrationException;
import dev.migration.setting.SettingKey;
import dev.migration.version.AppliedRevision;

/** The database has revisions without a script here, and scripts are pending here. Nothing was run. */
public final class DivergedDatabaseException extends MigrationException {

    private static final int SHOWN = 20;

    private final transient List<AppliedRevision> unknown;
    private final transient List<String> pending;

    /**
     * @param unknown the applied revisions without a script
     * @param leftOut the modules, by the ids of revisions, whose scripts are here and are left out
     * @param pending the ids of the revisions that would have run, in order
     */
    public DivergedDatabaseException(List<AppliedRevision> unknown, Map<String, String> leftOut, List<String> pending) {
        super(
                problem(unknown, leftOut, pending),
                remedy(unknown, leftOut) + " To run " + some(pending)
                        + " nevertheless, set migration.on-diverged=warn.");
        this.unknown = List.copyOf(unknown);
        this.pending = List.copyOf(pending);
    }

    /** The applied revisions without a script. */
    public List<AppliedRevision> unknown() {
        return unknown;
    }

    /** The ids of the revisions that would have run, in order. */
    public List<String> pending() {
        return pending;
    }

    private static String remedy(List<AppliedRevision> unknown, Map<String, String> leftOut) {
        List<String> missing =
                ids(unknown).stream().filter(id -> !leftOut.containsKey(id)).toList();
        String deploy = missing.isEmpty()
                ? ""
                : "Deploy the application that has " + some(missing) + ", or add those scripts to this one. ";
        String modules = String.join(", ", new TreeSet<>(leftOut.values()));
        String select = leftOut.isEmpty()
                ? ""
                : "Let the applied modules take part: remove " + modules + " from " + SettingKey.MODULES_EXCLUDE.key()
                        + ", or add them to " + SettingKey.MODULES_INCLUDE.key() + ".";
        return (deploy + select).strip();
    }

    private static String problem(List<AppliedRevision> unknown, Map<String, String> leftOut, List<String> pending) {
        String line = System.lineSeparator() + "  ";
        return "The database and the scripts have diverged: each has revisions that the other lacks."
                + unknown.stream()
                        .limit(SHOWN)
                        .map(revision ->
                                line + "applied, " + reason(leftOut.get(revision.id())) + ": " + describe(revision))
                        .collect(Collectors.joining())
                + (unknown.size() > SHOWN ? line + "and " + (unknown.size() - SHOWN) + " more" : "")
                + line
                + "pending here: " + some(pending);
    }

    private static String reason(@Nullable String module) {
        return module == null ? "no script here" : "its module '" + module + "' is left out";
    }

    private static String describe(AppliedRevision revision) {
        String message = revision.revision().message();
        return revision.id()
                + (message.isEmpty() ? "" : " \"" + message + "\"")
                + ", at " + revision.at()
                + " by " + revision.by().user()
                + " from " + revision.by().host()
                + " (application " + revision.by().application()
                + ", tool version " + revision.by().toolVersion() + ")";
    }

    private static List<String> ids(List<AppliedRevision> revisions) {
        return revisions.stream().map(AppliedRevision::id).toList();
    }

    private static String some(List<String> ids) {
        return String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size())))
                + (ids.size() > SHOWN ? " and " + (ids.size() - SHOWN) + " more" : "");
    }
}
