// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

/** Decides by its name whether a file is a script. */
enum ScriptName {
    /** A script. */
    SCRIPT,
    /** Not a script on this file system, but one on a file system without case distinction. */
    CAPITALS,
    /** Another file. */
    OTHER;

    static final String SUFFIX = ".sql";

    static ScriptName of(String name) {
        if (name.endsWith(SUFFIX)) {
            return SCRIPT;
        }
        int start = name.length() - SUFFIX.length();
        return name.regionMatches(true, start, SUFFIX, 0, SUFFIX.length()) ? CAPITALS : OTHER;
    }
}
