// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.model;

import java.util.List;

/** What to do if a statement of a model fails. */
final class ModelRemedies {

    private ModelRemedies() {}

    /**
     * @param words the first words of the statement
     * @param state its SQLSTATE
     */
    static String of(List<String> words, String state) {
        boolean missing = state.equals("42704");
        if (missing && words.contains("owner") && words.contains("to")) {
            return "Create the role on this server, or write the file without owners: pg_dump --schema-only --no-owner.";
        }
        if (missing && (words.contains("grant") || words.contains("revoke"))) {
            return "Create the role on this server, or write the file without privileges: pg_dump --schema-only --no-privileges.";
        }
        if (words.size() > 1 && words.get(0).equals("create") && words.get(1).equals("extension")) {
            return state.equals("42501")
                    ? "Use a role that may create the extension (some need a superuser), or a server for development: nothing but the"
                            + " version of the server is taken from there."
                    : "Install the extension on the server (SELECT * FROM pg_available_extensions lists what it has), or use a"
                            + " server that has it.";
        }
        return "Correct the statement, and start again. Only a scratch database was changed, which is dropped.";
    }
}
