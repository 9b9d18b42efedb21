package dev.migration.cli.importer.project;

import java.util.List;
import java.util.Map;

/**
 * A project of another tool, in the words of this one.
 *
 * @param tool its name
 * @param revisions what others stand on first
 * @param applied what its database has, if one was asked
 * @param leftOut what has no counterpart here, or no place
 * @param notes what somebody should know who goes on with it
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

    /**
     * What is applied in the database.
     *
     * @param asked whether a database was asked
     * @param heads the highest revisions that are applied
     * @param repeatables the names of those whose present text is applied
     */
    public record Applied(boolean asked, List<String> heads, List<String> repeatables) {

        /** Nobody said which database. */
        public static final Applied UNKNOWN = new Applied(false, List.of(), List.of());

        public Applied {
            heads = List.copyOf(heads);
            repeatables = List.copyOf(repeatables);
        }
    }

    /** Something that is not taken over. */
    public record LeftOut(String what, String why) {

        Map<String, Object> facts() {
            return Map.of("what", what, "why", why);
        }
    }
}
