// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

import dev.migration.execution.session.HostName;

/**
 * The application that answers, so that a reader knows which of several instances a page is about.
 *
 * @param application the name of the application; empty if it has none
 * @param instance the host, the port and the process
 * @param json the address of the same state as JSON, relative to the page; empty if that endpoint is not exposed
 */
record PageSubject(Optional<String> application, String instance, Optional<String> json) {

    private static final EndpointId PAGE = EndpointId.of("migrationspage");
    private static final EndpointId JSON = EndpointId.of("migrations");

    static PageSubject of(ApplicationContext context) {
        Environment environment = context.getEnvironment();
        return new PageSubject(
                Optional.ofNullable(environment.getProperty("spring.application.name"))
                        .filter(name -> !name.isBlank()),
                instance(environment),
                Optional.ofNullable(context.getBeanProvider(PathMappedEndpoints.class)
                                .getIfAvailable())
                        .flatMap(PageSubject::json));
    }

    private static String instance(Environment environment) {
        List<String> parts = new ArrayList<>();
        parts.add(HostName.get());
        Optional.ofNullable(environment.getProperty("local.server.port")).ifPresent(port -> parts.add("port " + port));
        parts.add("process " + ProcessHandle.current().pid());
        return String.join(", ", parts);
    }

    private static Optional<String> json(PathMappedEndpoints endpoints) {
        String page = endpoints.getPath(PAGE);
        String json = endpoints.getPath(JSON);
        return page == null || json == null ? Optional.empty() : Optional.of(relative(page, json));
    }

    /** The path of a resource as a link of another one; only the path behind their common folder is known to be the same for a browser. */
    static String relative(String from, String to) {
        int common = 0;
        for (int index = 0;
                index < Math.min(from.length(), to.length()) && from.charAt(index) == to.charAt(index);
                index++) {
            if (from.charAt(index) == '/') {
                common = index + 1;
            }
        }
        long folders = from.substring(common)
                .chars()
                .filter(character -> character == '/')
                .count();
        return "../".repeat((int) folders) + to.substring(common);
    }
}
