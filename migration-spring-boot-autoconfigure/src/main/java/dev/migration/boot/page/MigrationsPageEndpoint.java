// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.security.SecureRandom;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.context.ApplicationContext;

import dev.migration.boot.actuate.SqlExposure;
import dev.migration.boot.status.MonitoredContext;

/** The status page of all migrated databases: {@code GET /actuator/migrationspage}. */
@WebEndpoint(id = "migrationspage", defaultAccess = Access.READ_ONLY)
public class MigrationsPageEndpoint {

    private final ApplicationContext context;
    private final SqlExposure sql;
    private final PageHeaders headers;
    private final StatusPage page = new StatusPage();
    private final SecureRandom random = new SecureRandom();

    public MigrationsPageEndpoint(ApplicationContext context, SqlExposure sql, PageHeaders headers) {
        this.context = context;
        this.sql = sql;
        this.headers = headers;
    }

    /**
     * Writes the page and sends its headers.
     *
     * @param revision the id of a revision to show in full, or a unique prefix of it; null for none
     * @param graph {@code all} to draw every revision
     * @param history {@code all} to show the whole history
     */
    @ReadOperation(produces = "text/html;charset=UTF-8")
    public String page(
            SecurityContext reader, @Nullable String revision, @Nullable String graph, @Nullable String history) {
        return write(reader, revision, graph, history, headers);
    }

    String write(
            SecurityContext reader,
            @Nullable String revision,
            @Nullable String graph,
            @Nullable String history,
            PageHeaders to) {
        PagePolicy policy = PagePolicy.next(random);
        to.send(Map.of(
                "Content-Security-Policy", policy.inHeader(),
                "Cache-Control", "no-store",
                "Referrer-Policy", "no-referrer",
                "X-Content-Type-Options", "nosniff"));
        PageSubject subject = PageSubject.of(context);
        PageRequest request = PageRequest.of(revision, graph, history, sql.permits(reader))
                .with(PageOperations.of(context, subject.json().isPresent()).with(to::token));
        return page.write(MonitoredContext.upwardsFrom(context), subject, request, policy);
    }
}
