package dev.migration.authoring;

import dev.migration.revision.Identifiers;
import dev.migration.revision.Revision;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The revision that a project begins with.
 *
 * @param revision a base
 * @param text of its file
 */
public record InitialRevision(Revision revision, String text) {

    private static final String NOTHING_YET = """
            -- @upgrade
            -- The history begins here. Nothing is made yet; let the first tables take the place of this example:
            --
            -- CREATE TABLE tickets (
            --     id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            --     title text NOT NULL
            -- );

            -- @downgrade
            -- DROP TABLE tickets;
            """;

    private static final String NO_WAY_BACK = """

            -- There is no downgrade section, on purpose: what was there before this history began is not ours to drop.
            """;

    /**
     * One that makes nothing yet, with an example in comments. To apply it shows that everything is in its place.
     *
     * @param id its id; empty means twelve random hexadecimal digits
     * @throws AuthoringException if it cannot be an id
     */
    public static InitialRevision empty(String message, Optional<String> id, Instant created) {
        return of(message, id, created, NOTHING_YET);
    }

    /**
     * One that makes what a database has, and has no way back.
     *
     * @param dump what {@code pg_dump --schema-only} wrote about it
     * @throws AuthoringException if the id cannot be one
     */
    public static InitialRevision ofSchema(String message, Optional<String> id, Instant created, String dump) {
        return of(message, id, created, "-- @upgrade\n" + SchemaDump.asUpgrade(dump) + NO_WAY_BACK);
    }

    private static InitialRevision of(String message, Optional<String> id, Instant created, String sections) {
        id.flatMap(Identifiers::fault).ifPresent(reason -> {
            throw new AuthoringException(List.of(DraftValidator.unusableId(reason)));
        });
        Revision revision = new Revision(
                id.orElseGet(() -> new RandomRevisionId().next()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(created.truncatedTo(ChronoUnit.SECONDS)),
                message.strip());
        String header = "-- " + String.join("\n-- ", revision.message().lines().toList()) + "\n--\n-- @revision   "
                + revision.id() + "\n-- @created    " + revision.created().orElseThrow() + "\n\n";
        return new InitialRevision(revision, header + sections);
    }
}
