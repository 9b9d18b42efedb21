// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.drift;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** Settings of the looks for drift, under {@code migration.drift}. */
@ConfigurationProperties("migration.drift")
public class DriftProperties {

    /** Whether to look at times whether the schema is still what the last run left. */
    private boolean enabled;

    /** Time between two looks, at least 1s. */
    private Duration interval = Duration.ofHours(1);

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public Duration getInterval() {
        return interval;
    }

    public void setInterval(Duration interval) {
        this.interval = interval;
    }
}
