// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * The scripts of an application, found and not parsed yet. They are parsed when they are needed, once. Their hash is known without
 * parsing: an upgrade that has nothing to do needs no more (ADR 77). Safe for use by several threads.
 */
public final class FoundScripts implements Supplier<RevisionScripts> {

    private final ScriptFiles files;
    private final String steps;
    private final Supplier<RevisionScripts> before;
    private final UnaryOperator<RevisionScripts> step;
    /** Guarded by this object, so that two threads do not parse the same scripts. */
    private @Nullable RevisionScripts scripts;

    FoundScripts(ScriptFiles files) {
        this(files, "", files::parse, UnaryOperator.identity());
    }

    private FoundScripts(
            ScriptFiles files, String steps, Supplier<RevisionScripts> before, UnaryOperator<RevisionScripts> step) {
        this.files = files;
        this.steps = steps;
        this.before = before;
        this.step = step;
    }

    /**
     * The same scripts with one more step after they are parsed. They are parsed once for both.
     *
     * @param name the name of the step, a part of the hash
     * @param next returns other scripts, or throws if it refuses these
     */
    public FoundScripts with(String name, UnaryOperator<RevisionScripts> next) {
        return new FoundScripts(files, steps + name + '\n', this, next);
    }

    /** How many files and Java revisions there are. */
    public int size() {
        return files.size();
    }

    /**
     * The scripts, parsed.
     *
     * @throws dev.migration.script.InvalidScriptsException with every fault of every script
     */
    @Override
    public synchronized RevisionScripts get() {
        RevisionScripts known = scripts == null ? step.apply(before.get()) : scripts;
        scripts = known;
        return known;
    }

    /**
     * The hash of the scripts as they were parsed, or as they are if they are not parsed yet. Empty if it would not say everything about
     * them, if one cannot be read, or if parsing logged a warning.
     */
    public Optional<String> hash() {
        return files.hash(steps);
    }
}
