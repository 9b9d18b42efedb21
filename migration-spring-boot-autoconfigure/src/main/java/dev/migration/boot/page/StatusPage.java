// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.migration.boot.status.MonitoredContext;

/** Writes the whole page. */
final class StatusPage {

    private static final int REFRESH_SECONDS_RUNNING = 2;
    private static final int REFRESH_SECONDS_IDLE = 15;

    private final String style = asset("page.css");
    private final String script = asset("page.js");

    String write(List<MonitoredContext> contexts, PageRequest request, PagePolicy policy) {
        List<PageSection> sections = sections(contexts, request);
        Instant now = Instant.now();
        boolean running = sections.stream().anyMatch(PageSection::isRunning);
        Markup page = new Markup().trusted("<!DOCTYPE html>\n").open("html", "lang", "en");
        head(page, policy, running);
        page.open("body", "data-seconds", Integer.toString(running ? REFRESH_SECONDS_RUNNING : REFRESH_SECONDS_IDLE));
        page.open("header").element("h1", "Database changes").close().open("main");
        sections.forEach(section -> section.write(page, now));
        if (sections.isEmpty()) {
            page.element("p", "This application migrates no database.");
        }
        page.close().open("footer");
        page.open("p")
                .text("As of ")
                .element("time", PageFormat.time(now), "id", "as-of")
                .text(". ");
        page.element("span", "", "id", "stale", "role", "status").close();
        page.element("p", "This page is read-only.").close();
        page.open("script", "nonce", policy.nonce()).trusted(script).close();
        return page.close().close().finished();
    }

    private void head(Markup page, PagePolicy policy, boolean running) {
        page.open("head").open("meta", "charset", "utf-8");
        // Servers that cannot set headers need the policy in the page itself.
        page.open("meta", "http-equiv", "Content-Security-Policy", "content", policy.inPage());
        page.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.open("meta", "name", "color-scheme", "content", "light dark");
        page.open("meta", "name", "robots", "content", "noindex");
        page.element("title", "Database changes");
        if (running) {
            page.open("noscript")
                    .open("meta", "http-equiv", "refresh", "content", "5")
                    .close();
        }
        page.open("style", "nonce", policy.nonce()).trusted(style).close().close();
    }

    private static List<PageSection> sections(List<MonitoredContext> contexts, PageRequest request) {
        List<PageSection> sections = new ArrayList<>();
        for (MonitoredContext context : contexts) {
            context.databases()
                    .forEach((name, monitor) ->
                            sections.add(new DatabaseSection(name, "db" + sections.size(), monitor, request)));
            context.tenants()
                    .forEach((name, monitor) -> sections.add(
                            new TenantSection(name, "db" + sections.size(), monitor.read(), request.sql())));
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
