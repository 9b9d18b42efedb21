// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.slice.mixed;

import java.time.ZoneId;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

import dev.migration.script.JavaRevision;

/** No reason for a refusal: its profile is not active. */
@Configuration(proxyBeanMethods = false)
@Profile("production")
class InactiveConfiguration {

    @Bean
    ZoneId zone() {
        return ZoneId.of("UTC");
    }

    @Bean
    JavaRevision addPrice() {
        throw new IllegalStateException("The profile is not active.");
    }
}
