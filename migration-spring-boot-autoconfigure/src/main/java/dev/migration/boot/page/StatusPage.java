// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.migration.boot.page.markup.Markup;
import dev.migration.boot.status.MonitoredContext;

/** Writes the whole page. */
final class StatusPage {

    private static final int REFRESH_SECONDS_RUNNING = 2;
    private static final int REFRESH_SECONDS_IDLE = 15;

    private final String style = asset("page.css");
    private final String script = asset("page.js");

    String write(List<MonitoredContext> contexts, PageSubject subject, PageRequest request, PagePolicy policy) {
        List<PageSection> sections = sections(contexts, request);
        Instant now = Instant.now();
        boolean running = sections.stream().anyMatch(PageSection::isRunning);
        Markup page = new Markup().trusted("<!DOCTYPE html>\n").open("html", "lang", "en");
        head(page, subject, policy, running);
        body(page, running, request.operations());
        header(page, subject);
        page.element("p", "", "id", "answer", "role", "status");
        page.open("main");
        sections.forEach(section -> section.write(page, now));
        if (sections.isEmpty()) {
            page.element("p", "This application migrates no database.");
        }
        page.close();
        footer(page, subject, now, request.operations());
        page.open("script", "nonce", policy.nonce()).trusted(script).close();
        return page.close().close().finished();
    }

    private static void body(Markup page, boolean running, PageOperations operations) {
        List<String> attributes = new ArrayList<>(
                List.of("data-seconds", Integer.toString(running ? REFRESH_SECONDS_RUNNING : REFRESH_SECONDS_IDLE)));
        operations
                .token()
                .ifPresent(token ->
                        attributes.addAll(List.of("data-token-header", token.header(), "data-token", token.value())));
        page.open("body", attributes.toArray(String[]::new));
    }

    private static void header(Markup page, PageSubject subject) {
        page.open("header").open("h1");
        subject.application()
                .ifPresent(name -> page.open("span", "class", "application")
                        .foreign(name)
                        .close()
                        .text(" "));
        page.text("Database changes").close();
        page.open("p", "class", "quiet")
                .text("As seen by the instance on ")
                .foreign(subject.instance())
                .text(".");
        page.close().close();
    }

    private static void footer(Markup page, PageSubject subject, Instant now, PageOperations operations) {
        page.open("footer").open("p").text("As of ");
        page.open("span", "id", "as-of").time(now).close().text(". ");
        page.element("span", "", "id", "stale", "role", "status").close();
        page.open("p")
                .text("Times are in ")
                .element("span", "UTC", "id", "zone")
                .text(operations.permitted().isEmpty() ? ". This page is read-only. " : ". ");
        subject.json().ifPresent(address -> page.element("a", "The same as JSON", "href", address));
        page.close().close();
    }

    private void head(Markup page, PageSubject subject, PagePolicy policy, boolean running) {
        page.open("head").open("meta", "charset", "utf-8");
        // Servers that cannot set headers need the policy in the page itself.
        page.open("meta", "http-equiv", "Content-Security-Policy", "content", policy.inPage());
        page.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.open("meta", "name", "color-scheme", "content", "light dark");
        page.open("meta", "name", "robots", "content", "noindex");
        page.element(
                "title",
                subject.application().map(name -> name + ": database changes").orElse("Database changes"));
        if (running) {
            page.open("noscript")
                    .open("meta", "http-equiv", "refresh", "content", "5")
                    .close();
        }
        page.open("style", "nonce", policy.nonce()).trusted(style).close().close();
    }

    private static List<PageSection> sections(List<MonitoredContext> contexts, PageRequest request) {
        SectionTitles titles = SectionTitles.of(contexts);
        List<PageSection> sections = new ArrayList<>();
        for (MonitoredContext context : contexts) {
            context.databases()
                    .forEach((name, monitor) -> sections.add(new DatabaseSection(
                            titles.of(context, name), "db" + sections.size(), name, monitor, request)));
            context.tenants()
                    .forEach((name, monitor) -> sections.add(new TenantSection(
                            titles.of(context, name),
                            "db" + sections.size(),
                            TenantSection.Seen.by(monitor, name),
                            request)));
        }
        return sections;
    }

    private static String asset(String name) {
        try (InputStream asset = StatusPage.class.getResourceAsStream(name)) {
            if (asset == null) {
                throw new IllegalStateException("The jar does not contain " + name);
            }
            return new String(asset.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
