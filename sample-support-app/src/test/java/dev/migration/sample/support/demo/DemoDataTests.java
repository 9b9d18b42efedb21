// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.demo;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.sample.support.SupportTest;

import static org.assertj.core.api.Assertions.assertThat;

@SupportTest
class DemoDataTests {

    private static final List<String> TABLES = List.of(
            "users",
            "tickets",
            "ticket_messages",
            "customer_satisfaction",
            "reports",
            "scheduled_reports",
            "knowledge.users",
            "knowledge.posts",
            "knowledge.audit_logs");

    private final DemoData demoData;
    private final JdbcClient jdbc;

    @Autowired
    DemoDataTests(DemoData demoData, JdbcClient jdbc) {
        this.demoData = demoData;
        this.jdbc = jdbc;
    }

    @Test
    void areInsertedOnceByConcurrentInstances() {
        jdbc.sql("TRUNCATE " + String.join(", ", TABLES)).update();

        Stream.generate(() -> CompletableFuture.runAsync(() -> demoData.run(new DefaultApplicationArguments())))
                .limit(4)
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(TABLES.stream().map(this::count)).containsExactly(8, 40, 7, 16, 3, 4, 3, 5, 0);
    }

    @Test
    void areNotAddedToExistingData() {
        var tickets = count("tickets");

        demoData.run(new DefaultApplicationArguments());

        assertThat(count("tickets")).isEqualTo(tickets);
    }

    @Test
    void resolutionTimesFitTheTicket() {
        assertThat(count("""
                tickets WHERE resolution_time_seconds <> coalesce(trunc(extract(epoch FROM resolved_at - created_at)), 0)
                """)).isZero();
        assertThat(count("tickets WHERE (resolved_at IS NULL) = (status IN ('RESOLVED', 'CLOSED'))"))
                .isZero();
        assertThat(count("tickets WHERE created_at > now() OR resolved_at > now()"))
                .isZero();
    }

    @Test
    void withoutTheArgumentThereIsNoTour(@Autowired ApplicationContext application) {
        assertThat(application.getBeansOfType(Tour.class)).isEmpty();
        assertThat(application.getEnvironment().getProperty("support.demo.enabled"))
                .isNull();
    }

    private int count(String tableAndCondition) {
        return jdbc.sql("SELECT count(*) FROM " + tableAndCondition)
                .query(Integer.class)
                .single();
    }
}
