// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import dev.migration.revision.Identifiers;
import dev.migration.revision.Revision;

/**
 * The first revision of a project.
 *
 * @param revision the revision, a base
 * @param text the text of its file
 */
public record InitialRevision(Revision revision, String text) {

    private static final String EMPTY_SECTIONS = """
            -- @upgrade
            -- The history begins here. Replace this example with the first tables:
            --
            -- CREATE TABLE tickets (
            --     id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            --     title text NOT NULL
            -- );

            -- @downgrade
            -- DROP TABLE tickets;
            """;

    private static final String NO_DOWNGRADE = """

            -- There is deliberately no downgrade section: a downgrade must not drop objects that existed before this history.
            """;

    /**
     * A revision without statements, with an example in comments. Applying it proves that the set-up works.
     *
     * @param id its id; empty means twelve random hexadecimal digits
     * @throws AuthoringException if the text is not a valid id
     */
    public static InitialRevision empty(String message, Optional<String> id, Instant created) {
        return of(message, id, created, EMPTY_SECTIONS);
    }

    /**
     * A revision that creates an existing schema and has no downgrade.
     *
     * @param dump the output of {@code pg_dump --schema-only}
     * @throws AuthoringException if the text is not a valid id
     */
    public static InitialRevision ofSchema(String message, Optional<String> id, Instant created, String dump) {
        return of(message, id, created, "-- @upgrade\n" + SchemaDump.asUpgrade(dump) + NO_DOWNGRADE);
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
