// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import java.util.Comparator;
import java.util.List;

/** The hooks of an application, in the order in which they run: by file name, then by location. */
public final class Hooks {

    private final List<Hook> inOrder;

    private Hooks(List<Hook> inOrder) {
        this.inOrder = inOrder;
    }

    /**
     * Sorts hooks.
     *
     * @param found the hooks in the order of the locations
     */
    public static Hooks of(List<Hook> found) {
        return new Hooks(
                found.stream().sorted(Comparator.comparing(Hooks::fileName)).toList());
    }

    /** The hooks of one event, in order. */
    public List<Hook> at(Hook.Event event) {
        return inOrder.stream().filter(hook -> hook.event() == event).toList();
    }

    private static String fileName(Hook hook) {
        String name = hook.source();
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }
}
