// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.hygiene;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;

/** A setting, a role or an object of the session outlives the statement; the runner undoes it after the revision. */
final class SessionSettingLeak extends Rule {

    SessionSettingLeak() {
        super(
                "session-setting-leak",
                Severity.INFO,
                "A setting, a role or an object of the session outlives the statement; the runner undoes it after the revision.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        boolean set = situation.begins("set")
                && !List.of("local", "transaction", "constraints").contains(word(situation, 1));
        boolean object = situation.begins("listen")
                || situation.begins("prepare")
                || situation.begins("load")
                || situation.begins("create", "temp")
                || situation.begins("create", "temporary")
                || situation.says("with", "hold");
        boolean lock = situation.words().stream()
                .anyMatch(word -> word.startsWith("pg_advisory_lock") || word.startsWith("pg_try_advisory_lock"));
        return set || object || lock
                ? List.of(Problem.of(
                                "this lasts until the session ends, or until the runner resets it after the revision")
                        .advice(set ? "Write SET LOCAL." : ""))
                : List.of();
    }

    private static String word(Situation situation, int index) {
        return index < situation.words().size() ? situation.words().get(index) : "";
    }
}
