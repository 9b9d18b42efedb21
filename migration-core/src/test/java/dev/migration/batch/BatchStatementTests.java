// SPDX-License-Identifier: Apache-2.0
package dev.migration.batch;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BatchStatementTests {

    private static final Batch TICKETS = new Batch("tickets", List.of("id"), 0, true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UPDATE tickets SET a = 1 | UPDATE tickets SET a = 1 WHERE R",
                "update only Tickets * set a = 1 where b or c | update only Tickets * set a = 1 where (b or c ) AND R",
                "UPDATE s.tickets AS t SET (a, b) = (SELECT 1, 2 FROM u WHERE x) | UPDATE s.tickets AS t SET (a, b) = (SELECT 1, 2 FROM u WHERE x) WHERE R",
                "UPDATE tickets t SET a = b IS DISTINCT FROM c FROM u WHERE u.id = t.id | UPDATE tickets t SET a = b IS DISTINCT FROM c FROM u WHERE (u.id = t.id ) AND R",
                "UPDATE tickets SET a = extract(epoch FROM b), c = CASE WHEN d THEN 1 END | UPDATE tickets SET a = extract(epoch FROM b), c = CASE WHEN d THEN 1 END WHERE R",
                "UPDATE tickets SET a = 'x where y' /* where */ WHERE a IS NULL | UPDATE tickets SET a = 'x where y' /* where */ WHERE (a IS NULL ) AND R",
                "UPDATE tickets t SET a = 1 FROM (SELECT 1 AS from) u WHERE t.limit = t.from | UPDATE tickets t SET a = 1 FROM (SELECT 1 AS from) u WHERE (t.limit = t.from ) AND R",
                "INSERT INTO u SELECT t.limit, a AS offset, b AS from FROM tickets t | INSERT INTO u SELECT t.limit, a AS offset, b AS from FROM tickets t WHERE R",
                "DELETE FROM tickets USING u WHERE u.id = tickets.id | DELETE FROM tickets USING u WHERE (u.id = tickets.id ) AND R",
                "INSERT INTO u SELECT * FROM tickets ON CONFLICT (id) DO UPDATE SET a = 1 WHERE u.a IS NULL | INSERT INTO u SELECT * FROM tickets WHERE R ON CONFLICT (id) DO UPDATE SET a = 1 WHERE u.a IS NULL",
                "INSERT INTO u (a) SELECT a FROM tickets t JOIN v ON v.id = t.id WHERE t.a > 1 ORDER BY 1 | INSERT INTO u (a) SELECT a FROM tickets t JOIN v ON v.id = t.id WHERE (t.a > 1 ) AND R ORDER BY 1",
            })
    void theRangeIsAddedToTheFilter(String text, String expected) {
        BatchStatement statement =
                BatchStatement.parse(TICKETS, text, true).statement().orElseThrow();

        String sql = statement.within("R", Optional.empty(), "s").text().replaceAll("\\s+", " ");

        assertThat(sql).startsWith("WITH migration_changed AS (" + expected + " RETURNING ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UPDATE tickets SET ID = 1 | changes id",
                "UPDATE tickets SET (a, \"id\") = (1, 2) | changes id",
                "UPDATE other SET a = 1 | changes other",
                "UPDATE \"Tickets\" SET a = 1 | changes \"Tickets\"",
                "UPDATE tickets SET a = 1 RETURNING id | RETURNING",
                "UPDATE tickets SET a = 1 WHERE CURRENT OF c | CURRENT OF",
                "INSERT INTO u VALUES (1) | without a SELECT",
                "INSERT INTO u SELECT a, count(*) FROM tickets GROUP BY a | GROUP concerns all rows",
                "INSERT INTO u SELECT DISTINCT a FROM tickets | DISTINCT concerns all rows",
                "INSERT INTO u SELECT a FROM tickets UNION SELECT 1 | UNION concerns all rows",
                "INSERT INTO u SELECT a FROM v JOIN tickets USING (id) | first reads v",
                "INSERT INTO s.tickets SELECT a FROM tickets | the table that it reads",
                "MERGE INTO tickets USING u ON true WHEN MATCHED THEN DELETE | cannot run in batches",
                "WITH d AS (DELETE FROM u RETURNING id) UPDATE tickets SET a = 1 FROM d | in WITH changes data",
                "TRUNCATE tickets | cannot run in batches",
            })
    void whatARangeWouldChangeIsRefused(String text, String problem) {
        BatchStatement.Parsed parsed = BatchStatement.parse(TICKETS, text, true);

        assertThat(parsed.statement()).isEmpty();
        assertThat(parsed.faults()).anySatisfy(fault -> {
            assertThat(fault.problem()).contains(problem);
            assertThat(fault.remedy()).isNotEmpty();
        });
    }

    @Test
    void anErrorIsReportedWhereItIsInTheScript() {
        String text = "UPDATE tickets SET a = b\n WHERE c AND d";
        EditedText edited = BatchStatement.parse(TICKETS, text, true)
                .statement()
                .orElseThrow()
                .within("id > 5", Optional.empty(), "s");

        assertThat(edited.original(edited.text().indexOf("a = b"))).isEqualTo(text.indexOf("a = b"));
        assertThat(edited.original(edited.text().indexOf("d\n)"))).isEqualTo(text.indexOf("d"));
        assertThat(edited.original(edited.text().indexOf("id > 5"))).isEqualTo(text.length());
    }

    @Test
    void aDirectiveHasNamesInQuotes() {
        BatchDirective directive =
                BatchDirective.parse("table=\"my schema\".\"Order = 1\" key=\"a,b\",c errors=7 check=none");

        assertThat(directive.batch())
                .contains(new Batch("\"my schema\".\"Order = 1\"", List.of("\"a,b\"", "c"), 7, false));
    }
}
