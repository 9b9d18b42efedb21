// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of changes in {@code docs/autogenerate.md}; {@code -Ddocs.update=true} writes it anew. */
class CataloguePageTests {

    private static final Path PAGE = Path.of("../docs/autogenerate.md");
    private static final String BEGINNING = "<!-- catalogue -->\n";
    private static final String END = "<!-- end -->";

    private static final String DETECTED = "detected";
    private static final String NOT = "not detected";
    private static final String NEVER = "never looked at";
    private static final String RENAMED = "drop and add";
    private static final String SERVER_DEFAULT = "only with `compare_server_default`";

    /** What Alembic 1.19.2 did with such a change, where that is known; the first pattern that matches counts. */
    private static final Map<Pattern, String> ALEMBIC = facts(
            "table (added|removed)|column (added|removed)|column not null", DETECTED,
            "column (length|precision) removed|column collation|column of another enum", NOT,
            "column (type|length|scale|with time zone|precision of a timestamp|array|json to jsonb)", DETECTED,
            "column (renamed)|index name", RENAMED,
            "enum .*|column order|table (unlogged|storage parameter|toast parameter)|primary key.*|exclusion.*", NOT,
            "column default.*|column (serial|identity).*", SERVER_DEFAULT,
            "column generated expression", "a warning",
            "(table|column) comment", DETECTED,
            "unique constraint added|foreign key (added|on delete|deferred)", DETECTED,
            "unique constraint (column order|deferrable)|foreign key (match full|name)|check constraint expression",
                    NOT,
            "check constraint added", "by name",
            "index (predicate|method|included column|operator class|storage parameter)", NOT,
            "index (added|unique|columns|order|expression)", DETECTED,
            "partition added", "proposes to drop the partition, once it exists",
            "(sequence|view|materialized view|function|procedure|trigger|policy|extension).*|.*privileges.*", NEVER,
            "schema", NEVER);

    /** What ddl-auto=update of Hibernate did, as HibernateUpdateTests of the starter runs it. */
    private static final Path HIBERNATE =
            Path.of("../migration-spring-boot-autoconfigure/src/test/resources/hibernate-update/changes.txt");

    private static final Pattern UPDATE = Pattern.compile("-- CHANGE (.+)\n-- UPDATE (.+)");

    private static Map<Pattern, String> facts(String... pairs) {
        Map<Pattern, String> facts = new java.util.LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            facts.put(Pattern.compile(pairs[i]), pairs[i + 1]);
        }
        return facts;
    }

    @Test
    void thePageListsEveryChange() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(BEGINNING) + BEGINNING.length();
        int end = page.indexOf(END, start);
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, page.substring(0, start) + table() + page.substring(end));
            page = Files.readString(PAGE);
        }

        assertThat(page).contains(BEGINNING + table() + END);
    }

    @Test
    void everyChangeOfEntitiesIsOneOfThePage() throws IOException {
        assertThat(SchemaChange.all())
                .extracting(SchemaChange::name)
                .containsAll(hibernate().keySet());
    }

    private static String table() throws IOException {
        Map<String, String> hibernate = hibernate();
        return "| change | ours | Alembic | Hibernate |\n|---|---|---|---|\n"
                + SchemaChange.all().stream()
                        .map(change -> row(change) + hibernate.getOrDefault(change.name(), "–") + " |")
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private static Map<String, String> hibernate() throws IOException {
        return UPDATE.matcher(Files.readString(HIBERNATE))
                .results()
                .collect(Collectors.toMap(change -> change.group(1), change -> change.group(2)));
    }

    private static String row(SchemaChange change) {
        String since = change.since() > 14 ? " (from PostgreSQL " + change.since() + ")" : "";
        String ours = CatalogueTests.UNWRITTEN.containsKey(change.name())
                ? "reported, not written: " + CatalogueTests.UNWRITTEN.get(change.name())
                : "written";
        String alembic = ALEMBIC.entrySet().stream()
                .filter(fact -> fact.getKey().matcher(change.name()).matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("–");
        return "| " + change.name() + since + " | " + ours + " | " + alembic + " | ";
    }
}
