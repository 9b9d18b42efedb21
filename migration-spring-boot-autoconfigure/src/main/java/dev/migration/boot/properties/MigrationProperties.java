// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.properties;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** Configuration properties of the migration, under {@code migration}. */
@ConfigurationProperties("migration")
public class MigrationProperties extends DatabaseProperties {

    /** Whether to enable the migration. */
    private boolean enabled = true;

    /** Comma-separated list of classes whose beans need the migrated database, in addition to the detected ones. */
    private List<String> dependsOnTypes = new ArrayList<>();

    /** Settings of each database, by name. A key that a database does not set has the value for all databases. */
    private Map<String, NamedDatabaseProperties> databases = new LinkedHashMap<>();

    /** Work that upgrades leave for the background. */
    private final Background background = new Background();

    public Background getBackground() {
        return background;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public List<String> getDependsOnTypes() {
        return dependsOnTypes;
    }

    public void setDependsOnTypes(List<String> dependsOnTypes) {
        this.dependsOnTypes = dependsOnTypes;
    }

    public Map<String, NamedDatabaseProperties> getDatabases() {
        return databases;
    }

    public void setDatabases(Map<String, NamedDatabaseProperties> databases) {
        this.databases = databases;
    }

    /** The workers of this application. */
    public static class Background {

        /** Whether this application runs what upgrades have left for the background. */
        private boolean enabled = true;

        /** Number of workers for each database. */
        private int workers = 1;

        /** Whether the upgrade at the start first finishes the work in the background that a pending revision needs. */
        private boolean finish;

        public boolean isEnabled() {
            return enabled;
        }

        public void setEnabled(boolean enabled) {
            this.enabled = enabled;
        }

        public boolean isFinish() {
            return finish;
        }

        public void setFinish(boolean finish) {
            this.finish = finish;
        }

        public int getWorkers() {
            return workers;
        }

        public void setWorkers(int workers) {
            this.workers = workers;
        }
    }
}
