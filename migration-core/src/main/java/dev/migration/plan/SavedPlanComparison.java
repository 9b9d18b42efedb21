// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.plan.SavedPlan.Script;
import dev.migration.sql.TokenHash;

/**
 * Says why a saved plan is not what the same command would plan now.
 *
 * @param saved the saved plan
 * @param now what would be saved now
 */
public record SavedPlanComparison(SavedPlan saved, SavedPlan now) {

    /** All reasons, in sentences; none if both plans are the same. */
    public List<String> reasons() {
        if (!saved.database().isSame(now.database())) {
            return List.of(
                    "The plan was made for database " + saved.database() + ", and this is " + now.database() + ".");
        }
        List<String> reasons = new ArrayList<>();
        boolean moved = !List.copyOf(saved.before()).equals(now.before());
        if (moved) {
            reasons.add("The plan starts from " + ids(saved.before()) + ", and the database is at " + ids(now.before())
                    + applied());
        }
        compare("revision", saved.revisions(), now.revisions(), moved, reasons);
        compare("repeatable", saved.repeatables(), now.repeatables(), moved, reasons);
        compare("hook", saved.hooks(), now.hooks(), false, reasons);
        return reasons;
    }

    private String applied() {
        List<String> open = names(now.revisions());
        List<String> done =
                saved.ids().stream().filter(id -> !open.contains(id)).toList();
        return done.isEmpty() || done.size() == saved.ids().size()
                ? "."
                : ". Of the " + saved.ids().size() + " revisions of the plan, these are applied or have no script: "
                        + String.join(", ", done) + ".";
    }

    /** @param moved whether the database is at another place: then another set of scripts is no reason of its own */
    private static void compare(
            String kind, List<Script> saved, List<Script> now, boolean moved, List<String> reasons) {
        if (!moved && !names(saved).equals(names(now))) {
            membership(kind, saved, now, reasons);
        }
        for (Script script : saved) {
            same(script, now).ifPresent(present -> compare(kind, script, present, reasons));
        }
    }

    private static void membership(String kind, List<Script> saved, List<Script> now, List<String> reasons) {
        int known = reasons.size();
        now.stream()
                .filter(script -> same(script, saved).isEmpty())
                .forEach(script -> reasons.add(
                        "The " + kind + " " + script.name() + " (" + script.source() + ") is not in the plan."));
        saved.stream()
                .filter(script -> same(script, now).isEmpty())
                .forEach(script -> reasons.add("The " + kind + " " + script.name() + " (" + script.source()
                        + ") is in the plan, and would not run now."));
        if (reasons.size() == known) {
            reasons.add("The order of the " + kind + "s is " + String.join(", ", names(now)) + " now, and "
                    + String.join(", ", names(saved)) + " in the plan.");
        }
    }

    private static void compare(String kind, Script saved, Script now, List<String> reasons) {
        String name = "The " + kind + " " + now.name() + " (" + now.source() + ")";
        if (!saved.checksum().equals(now.checksum())) {
            reasons.add(name + " was edited: its checksum is " + now.checksum().orElse("none") + ", and "
                    + saved.checksum().orElse("none") + " in the plan.");
        } else if (!hash(saved).equals(hash(now))) {
            reasons.add(name + " has other values of variables than the plan.");
        }
        if (!saved.directives().equals(now.directives())) {
            reasons.add(name + " has other directives than the plan: " + String.join(", ", now.directives())
                    + " instead of " + String.join(", ", saved.directives()) + ".");
        }
        if (saved.segmentsDone() != now.segmentsDone()) {
            reasons.add(name + " was interrupted after " + now.segmentsDone() + " segments, and after "
                    + saved.segmentsDone() + " in the plan.");
        }
    }

    private static Optional<String> hash(Script script) {
        return script.sql().map(TokenHash::of);
    }

    /** Several hooks have the same event. */
    private static Optional<Script> same(Script script, List<Script> others) {
        List<Script> named = others.stream()
                .filter(other -> other.name().equals(script.name()))
                .toList();
        return named.size() == 1
                ? named.stream().findFirst()
                : named.stream()
                        .filter(other -> other.source().equals(script.source()))
                        .findFirst();
    }

    private static List<String> names(List<Script> scripts) {
        return scripts.stream().map(Script::name).toList();
    }

    private static String ids(List<String> ids) {
        return ids.isEmpty() ? "base" : String.join(", ", ids);
    }
}
