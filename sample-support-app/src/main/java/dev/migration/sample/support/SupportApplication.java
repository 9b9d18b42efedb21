// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support;

import java.time.Clock;
import java.time.Duration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Starts the application. The migration starter upgrades the database during the start. */
@SpringBootApplication
public class SupportApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(SupportApplication.class, arguments);
    }

    /** Ticks in milliseconds, so that a response has the same instant as the database, which stores microseconds. */
    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
    }
}
