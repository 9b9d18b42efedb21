// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.schemahealth;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** Settings of the checks of the schema, under {@code migration.schema-health}. */
@ConfigurationProperties("migration.schema-health")
public class SchemaHealthProperties {

    /** Whether the details of the health say at times what is wrong with the schema, as the command schema-health does. */
    private boolean enabled;

    /** Time between two checks of the schema, at least 1s. */
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
