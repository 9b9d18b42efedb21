// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A project of another tool, as revisions and repeatables.
 *
 * @param tool the name of the tool
 * @param revisions the revisions, parents first
 * @param repeatables the repeatables, in the order of the tool
 * @param applied what its database has applied
 * @param leftOut what is not imported
 * @param notes what the user must know to continue with the project
 */
public record SourceProject(
        String tool,
        List<SourceRevision> revisions,
        List<SourceRepeatable> repeatables,
        Applied applied,
        List<LeftOut> leftOut,
        List<String> notes) {

    public SourceProject {
        revisions = List.copyOf(revisions);
        repeatables = List.copyOf(repeatables);
        leftOut = List.copyOf(leftOut);
        notes = List.copyOf(notes);
    }

    /** The same project with one more note. */
    SourceProject withNote(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new SourceProject(tool, revisions, repeatables, applied, leftOut, more);
    }

    /**
     * What the database has applied.
     *
     * @param isKnown whether a database was read
     * @param heads the ids of the applied revisions without an applied child
     * @param repeatables the names of the repeatables whose current text is applied
     */
    public record Applied(boolean isKnown, List<String> heads, List<String> repeatables) {

        /** The value if no database was read. */
        public static final Applied UNKNOWN = new Applied(false, List.of(), List.of());

        public Applied {
            heads = List.copyOf(heads);
            repeatables = List.copyOf(repeatables);
        }
    }

    /**
     * A part of the project that is not imported.
     *
     * @param what the part
     * @param why the reason
     */
    public record LeftOut(String what, String why) {

        Map<String, Object> facts() {
            return Map.of("what", what, "why", why);
        }
    }
}
