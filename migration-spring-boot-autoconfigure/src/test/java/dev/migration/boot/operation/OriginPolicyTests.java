// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.boot.operation.OperationRefusedException.Reason;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Which requests for operations may come from a page of another site. Each line has the headers of a request. */
class OriginPolicyTests {

    private static final List<String> HOSTS = List.of("admin.example.com");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost:8080",
                "Host: LOCALHOST.",
                "Host: 127.0.0.1:8080",
                "Host: 10.1.2.3",
                "Host: [::1]:8080",
                "Host: admin.example.com",
                "Host: Admin.Example.com:8443",
                "Host: localhost:8080 | Origin: http://localhost:8080",
                "Host: localhost:8080 | Origin: http://localhost:8080 | Sec-Fetch-Site: same-origin",
                "Host: localhost:8080 | Sec-Fetch-Site: none",
                "Host: localhost | Origin: http://localhost:80",
                "Host: localhost:443 | Origin: https://localhost",
                "Host: 10.1.2.3:8080 | Origin: https://admin.example.com",
                "Host: 10.1.2.3:8080 | Origin: https://admin.example.com:444 | Sec-Fetch-Site: same-site"
            })
    void ownRequestsArePermitted(String headers) {
        assertThatCode(() -> require(headers, false)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost:8080 | Sec-Fetch-Site: cross-site",
                "Host: localhost:8080 | Sec-Fetch-Site: same-site",
                "Host: localhost:8080 | Sec-Fetch-Site: anything",
                "Host: localhost:8080 | Origin: http://evil.example",
                "Host: localhost:8080 | Origin: null",
                "Host: localhost:8080 | Origin: http://localhost:9090",
                "Host: localhost:8080 | Origin: http://localhost:8080.evil.example",
                "Host: localhost:8080 | Origin: http://evil.example | Sec-Fetch-Site: same-origin",
                "Host: localhost:8080 | Origin: http://localhost:8080 | Sec-Fetch-Site: cross-site"
            })
    void requestsOfOtherSitesAreRefusedEvenWithAuthentication(String headers) {
        assertRefused(headers, false, "another site");
        assertRefused(headers, true, "another site");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example:8080",
                "Host: evil.example:8080 | Origin: http://evil.example:8080 | Sec-Fetch-Site: same-origin",
                "Host: localhost.evil.example",
                "Host: 127.0.0.1.evil.example",
                "Host: evil.example | X-Forwarded-Host: localhost",
                "Host: ",
                ""
            })
    void unknownHostsNeedAuthentication(String headers) {
        assertRefused(headers, false, "host name");
        assertThatCode(() -> require(headers, true)).doesNotThrowAnyException();
    }

    @Test
    void requestsThroughJmxArePermitted() {
        assertThatCode(() -> new OriginPolicy(List.of()).require(RequestOrigin.LOCAL, false))
                .doesNotThrowAnyException();
    }

    private static void assertRefused(String headers, boolean authenticated, String problem) {
        assertThatExceptionOfType(OperationRefusedException.class)
                .isThrownBy(() -> require(headers, authenticated))
                .withMessageContaining(problem)
                .withMessageContaining("migration.endpoint.hosts")
                .returns(Reason.FORBIDDEN, OperationRefusedException::reason);
    }

    private static void require(String headers, boolean authenticated) {
        Map<String, String> values = Stream.of(headers.split(" \\| "))
                .filter(header -> !header.isEmpty())
                .map(header -> header.split(": ?", 2))
                .collect(Collectors.toMap(header -> header[0], header -> header[1]));
        new OriginPolicy(HOSTS).require(RequestOrigin.of(values::get), authenticated);
    }
}
