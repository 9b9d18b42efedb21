// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.nio.file.Path;

import org.hibernate.Version;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.persistence.autoconfigure.EntityScan;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** What only a newer Hibernate writes for entities is shown apart. */
@PostgresTest
class HibernateVersionTests {

    /** What Hibernate 7.0 wrote for the entities, but for the type of the weight and NOT NULL of the last change. */
    private static final String REVISION = """
            -- @revision a1
            -- @upgrade
            CREATE TABLE letter (
                id bigint PRIMARY KEY,
                version integer,
                created timestamp(6) with time zone,
                updated timestamp(6) with time zone,
                opened timestamp(6) with time zone,
                weight bigint,
                dtype varchar(31) NOT NULL CHECK (dtype IN ('Letter', 'Parcel'))
            );
            CREATE TABLE letter_tags (letter_id bigint NOT NULL REFERENCES letter, tags varchar(255));
            CREATE TABLE letter_pages (
                place integer NOT NULL, letter_id bigint NOT NULL REFERENCES letter, pages varchar(255),
                PRIMARY KEY (place, letter_id)
            );
            CREATE TABLE letter_answers (
                letter_id bigint NOT NULL REFERENCES letter, answers_id bigint NOT NULL UNIQUE REFERENCES letter,
                PRIMARY KEY (letter_id, answers_id)
            );
            """;

    private static final String HEADING =
            "Since Hibernate %s; earlier versions created something else for the same model:";

    @TempDir
    Path scripts;

    private EntityApplications applications;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) {
        assumeThat(Version.getVersionString()).startsWith("7.4.");
        postgres.reset();
        applications = new EntityApplications(postgres, scripts);
    }

    @Test
    void checkShowsWhatEachVersionOfHibernateBroughtUnderAHeadingOfItsOwn() throws Exception {
        applications.write(REVISION);

        assertThat(applications.run(Letters.class, "check").lines().filter(line -> !line.startsWith("      ")))
                .containsSubsequence(
                        "The revisions differ from the model, the entities, in 17 objects:",
                        "  ~ column public.letter.updated",
                        "  ~ column public.letter.weight",
                        HEADING.formatted("7.1"),
                        "  + constraint public.letter.letter_check  only in the entities",
                        HEADING.formatted("7.3"),
                        "  ~ column public.letter.version",
                        "  + constraint public.letter_pages.letter_pages_place_check  only in the entities",
                        HEADING.formatted("7.4"),
                        "  ~ column public.letter.created",
                        "  ~ column public.letter.opened",
                        "  - constraint public.letter_answers.letter_answers_answers_id_key  only in the revisions",
                        "  ~ constraint public.letter_answers.letter_answers_pkey",
                        "  + constraint public.letter_tags.letter_tags_letter_id_tags_key  only in the entities");
        assertThat(applications.run(Letters.class, "check", "--json"))
                .contains("\"since\": \"Hibernate 7.1\"", "\"since\": \"Hibernate 7.4\"");
        assertThat(applications.run(Letters.class, "revision", "--autogenerate", "--sql"))
                .contains("ADD CONSTRAINT letter_check");
    }

    @EntityScan(basePackageClasses = dev.migration.boot.command.dated.Letter.class)
    static class Letters extends EntityApplications.Jpa {}
}
