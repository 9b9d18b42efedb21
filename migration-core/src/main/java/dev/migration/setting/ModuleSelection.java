// SPDX-License-Identifier: Apache-2.0
package dev.migration.setting;

import java.util.List;

/**
 * Which modules of the class path take part. A revision that one of them needs takes part, too, of whatever module it is.
 *
 * @param include the names of modules; empty means all
 * @param exclude the names of modules that do not take part
 */
public record ModuleSelection(List<String> include, List<String> exclude) {

    /** The module of the scripts in the locations and of the Java revisions. */
    public static final String APPLICATION = "application";

    /** Every module. */
    public static final ModuleSelection ALL = new ModuleSelection(List.of(), List.of());

    public ModuleSelection {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /** Whether a module takes part for its own sake. */
    public boolean contains(String module) {
        return (include.isEmpty() || include.contains(module)) && !exclude.contains(module);
    }
}
