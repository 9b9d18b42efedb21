// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.migration.boot.operation.OperationRefusedException.Reason;

/**
 * Refuses requests for operations that a page of another site makes in the browser of a user.
 *
 * <ol>
 *   <li>The browser must not report another site: neither in {@code Sec-Fetch-Site} nor in {@code Origin}, which must have the same
 *       address as {@code Host}, or a host of the settings. Programs send neither header.
 *   <li>Without authentication, {@code Host} must be an address, {@code localhost} or a host of the settings. Otherwise a page could let
 *       its own name resolve to the address of this application (DNS rebinding), and would be of the same origin. The browser sends no
 *       credentials then, so an authenticated request may have any host.
 * </ol>
 *
 * <p>{@code X-Forwarded-Host} is not considered: a page of the same origin can set it.
 */
final class OriginPolicy {

    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.%]+]");
    private static final Pattern PORT = Pattern.compile(":\\d*$");

    private final Set<String> hosts;

    /** @param hosts the host names of the settings */
    OriginPolicy(Collection<String> hosts) {
        this.hosts = hosts.stream().map(OriginPolicy::hostOf).collect(Collectors.toUnmodifiableSet());
    }

    /** @throws OperationRefusedException if the request may come from another site */
    void require(RequestOrigin request, boolean authenticated) {
        if (request.local()) {
            return;
        }
        if (!isOwnSite(request)) {
            throw refused(
                    "The request comes from a page of another site ("
                            + request.origin()
                                    .map(origin -> "Origin: " + origin)
                                    .orElse("Sec-Fetch-Site: " + request.site().orElse(""))
                            + ").",
                    "Send the request from a page of this application or from a program. If a reverse proxy has this name, add its"
                            + " host to migration.endpoint.hosts.");
        }
        if (!authenticated && !request.host().filter(this::isExpected).isPresent()) {
            throw refused(
                    "The request is not authenticated and was sent to the host name '"
                            + request.host().orElse("") + "', which is not known to belong to this application.",
                    "Protect the endpoint with Spring Security; or send the request to localhost or an IP address; or add the host"
                            + " name to migration.endpoint.hosts.");
        }
    }

    private boolean isOwnSite(RequestOrigin request) {
        boolean configured = request.origin().filter(this::isConfigured).isPresent();
        boolean sameSite = request.site().map(OWN_SITE::contains).orElse(true);
        boolean sameOrigin =
                request.origin().map(origin -> isSame(origin, request)).orElse(true);
        return configured || (sameSite && sameOrigin);
    }

    private static boolean isSame(String origin, RequestOrigin request) {
        String defaultPort = origin.startsWith("https:") ? ":443" : ":80";
        return request.host()
                .filter(host -> withoutPort(host, defaultPort).equals(withoutPort(authority(origin), defaultPort)))
                .isPresent();
    }

    private boolean isConfigured(String origin) {
        return hosts.contains(hostOf(authority(origin)));
    }

    private boolean isExpected(String host) {
        String name = hostOf(host);
        return name.equals("localhost") || ADDRESS.matcher(name).matches() || hosts.contains(name);
    }

    /** The host and port of an origin; an empty text for {@code null}, the origin of pages without one. */
    private static String authority(String origin) {
        int start = origin.indexOf("://");
        return start < 0 ? "" : origin.substring(start + 3);
    }

    private static String withoutPort(String authority, String port) {
        String lower = authority.toLowerCase(Locale.ROOT);
        return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
    }

    private static String hostOf(String authority) {
        String host = PORT.matcher(authority.toLowerCase(Locale.ROOT)).replaceFirst("");
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static OperationRefusedException refused(String problem, String remedy) {
        return new OperationRefusedException(Reason.FORBIDDEN, problem, remedy);
    }
}
