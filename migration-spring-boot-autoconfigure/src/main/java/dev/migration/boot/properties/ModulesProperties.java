// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.properties;

import java.util.ArrayList;
import java.util.List;

import dev.migration.setting.ModuleSelection;

/** Properties of the modules on the class path that bring revisions of their own. */
public class ModulesProperties {

    /** Comma-separated list of modules whose revisions are applied, with what these need. Defaults to all. */
    private List<String> include = new ArrayList<>();

    /** Comma-separated list of modules whose revisions are not applied. */
    private List<String> exclude = new ArrayList<>();

    ModuleSelection toSelection() {
        return new ModuleSelection(include, exclude);
    }

    public List<String> getInclude() {
        return include;
    }

    public void setInclude(List<String> include) {
        this.include = include;
    }

    public List<String> getExclude() {
        return exclude;
    }

    public void setExclude(List<String> exclude) {
        this.exclude = exclude;
    }
}
