package dev.migration.sample.support;

import java.time.Clock;
import java.time.Duration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Starts the application; the migration starter brings the database up to date on the way. */
@SpringBootApplication
class SupportApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(SupportApplication.class, arguments);
    }

    /** Ticks in milliseconds, so that an answer shows the same instant as the database, which keeps microseconds. */
    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
    }
}
