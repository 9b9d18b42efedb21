// SPDX-License-Identifier: Apache-2.0
package dev.migration.change;

import java.util.ArrayList;
import java.util.List;

import dev.migration.trace.LockMode;

/**
 * What a statement does, as far as its words say it.
 *
 * @param certain whether the words decide the class; otherwise it is the worst that is possible
 * @param locks those on existing tables
 */
record Effect(ChangeClass changeClass, boolean certain, List<TableLock> locks) {

    static final Effect ADDITIVE = Effect.of(ChangeClass.ADDITIVE);

    Effect {
        locks = List.copyOf(locks);
    }

    static Effect of(ChangeClass changeClass) {
        return new Effect(changeClass, true, List.of());
    }

    static Effect maybe(ChangeClass changeClass) {
        return new Effect(changeClass, false, List.of());
    }

    Effect locking(String table, LockMode mode) {
        List<TableLock> all = new ArrayList<>(locks);
        all.add(TableLock.of(table, mode));
        return new Effect(changeClass, certain, all);
    }

    /** Both effects: the stronger class, and all locks. */
    Effect and(Effect other) {
        List<TableLock> all = new ArrayList<>(locks);
        other.locks.stream().filter(lock -> !all.contains(lock)).forEach(all::add);
        int order = changeClass.compareTo(other.changeClass);
        boolean sure = order == 0 ? certain || other.certain : order > 0 ? certain : other.certain;
        return new Effect(order >= 0 ? changeClass : other.changeClass, sure, all);
    }
}
