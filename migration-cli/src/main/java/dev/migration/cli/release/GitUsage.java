// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.release;

/**
 * How a command line names the scripts of a revision of git, for messages.
 *
 * @param noun what the command calls it
 * @param tried begins a sentence about a name for which only git is left; {@code %s} is the name
 * @param words the command line before the name
 * @param otherwise ends a remedy with what else can be named
 */
record GitUsage(String noun, String tried, String words, String otherwise) {

    /** {@code verify --from}, which also takes folders and jars. */
    static final GitUsage RELEASE =
            new GitUsage("release", "'%s' is no folder and no jar, and ", "--from ", ", a folder, or a jar");

    /** {@code checkout}. */
    static final GitUsage BRANCH = new GitUsage("branch", "'%s' cannot be read: ", "checkout ", "");

    String problem(String name, String rest) {
        return tried.formatted(name) + rest;
    }
}
