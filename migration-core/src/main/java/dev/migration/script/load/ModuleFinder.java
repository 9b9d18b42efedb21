// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.core.io.support.ResourcePatternResolver;

import dev.migration.revision.Identifiers;
import dev.migration.script.InvalidScriptsException;
import dev.migration.script.ScriptFault;
import dev.migration.script.location.ModuleFolder;
import dev.migration.script.location.ScriptLocation;
import dev.migration.script.location.ScriptSource;
import dev.migration.setting.ModuleSelection;

/** Finds the scripts of the modules on the class path. */
final class ModuleFinder {

    private static final String DEFAULT_FOLDER = ScriptLocation.DEFAULT.replaceFirst("^classpath:", "");

    private final ResourcePatternResolver resolver;
    private final Map<String, List<ScriptSource>> scripts = new LinkedHashMap<>();
    private final Map<String, ModuleFolder> folders = new LinkedHashMap<>();
    private final List<ScriptFault> faults = new ArrayList<>();

    private ModuleFinder(ResourcePatternResolver resolver) {
        this.resolver = resolver;
    }

    /**
     * Returns the scripts of each module by its name.
     *
     * @throws InvalidScriptsException with every fault of every index
     */
    static Map<String, List<ScriptSource>> find(ResourcePatternResolver resolver) {
        ModuleFinder finder = new ModuleFinder(resolver);
        ModuleFolder.find(resolver).forEach(finder::add);
        if (!finder.faults.isEmpty()) {
            throw new InvalidScriptsException(finder.faults);
        }
        return finder.scripts;
    }

    private void add(ModuleFolder module) {
        Optional<String> illegal = Identifiers.fault(module.module());
        if (illegal.isPresent()) {
            fault(module, "The name of a module cannot be used: " + illegal.get() + ".", "Write 'NAME = FOLDER'.");
        } else if (module.module().equals(ModuleSelection.APPLICATION)) {
            fault(module, "'application' means the scripts in no module.", "Give the module another name.");
        } else if (module.folder().isEmpty()) {
            fault(module, "The module '" + module.module() + "' has no folder.", "Write 'NAME = FOLDER'.");
        } else if (!module.isPlain()) {
            fault(module, "'" + module.folder() + "' is no path of a folder.", "Write names with '/' between them.");
        } else if (module.overlaps(DEFAULT_FOLDER)) {
            fault(
                    module,
                    "'" + DEFAULT_FOLDER + "' is the folder of the application"
                            + (module.folder().equals(DEFAULT_FOLDER)
                                    ? "."
                                    : ", and '" + module.folder() + "' contains it or is in it."),
                    "Move the scripts of the module to another folder, such as db/" + module.module() + ".");
        } else {
            addScripts(module);
        }
    }

    private void addScripts(ModuleFolder module) {
        for (ModuleFolder other : folders.values()) {
            if (other.module().equals(module.module()) || other.overlaps(module.folder())) {
                fault(
                        module,
                        "Another module has the same name, or a folder that is the same, contains it or is in it: '"
                                + other.module() + "' of " + other.source() + ".",
                        "Remove one of the two, or rename it.");
                return;
            }
        }
        folders.put(module.module(), module);
        List<ScriptSource> found = module.scripts(resolver);
        if (found.isEmpty()) {
            fault(
                    module,
                    "There is no script in " + module.folder() + " of the same jar or folder.",
                    "Correct the folder, or delete the line.");
        }
        scripts.put(module.module(), found);
    }

    private void fault(ModuleFolder module, String problem, String remedy) {
        faults.add(new ScriptFault(module.source(), module.line(), problem, remedy));
    }
}
