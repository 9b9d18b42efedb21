// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.health;

import java.util.Optional;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.health.contributor.Status;

/** Settings of the health indicator, under {@code migration.health}. */
@ConfigurationProperties("migration.health")
public class MigrationHealthProperties {

    /** Health while revisions or repeatables of this application are pending. */
    private HealthStatus pending = HealthStatus.OUT_OF_SERVICE;

    /** Health when a revision of this application failed and is interrupted. */
    private HealthStatus failed = HealthStatus.DOWN;

    /** Health when the database and the scripts contradict each other. */
    private HealthStatus diverged = HealthStatus.DOWN;

    /** Health when the database does not answer and the last known health is UP, or there is none. */
    private HealthStatus unreachable = HealthStatus.UNKNOWN;

    /** Health when the last look for drift found a difference, if nothing worse applies. */
    private HealthStatus drift = HealthStatus.UP;

    public HealthStatus getPending() {
        return pending;
    }

    public void setPending(HealthStatus pending) {
        this.pending = pending;
    }

    public HealthStatus getFailed() {
        return failed;
    }

    public void setFailed(HealthStatus failed) {
        this.failed = failed;
    }

    public HealthStatus getDiverged() {
        return diverged;
    }

    public void setDiverged(HealthStatus diverged) {
        this.diverged = diverged;
    }

    public HealthStatus getDrift() {
        return drift;
    }

    public void setDrift(HealthStatus drift) {
        this.drift = drift;
    }

    public HealthStatus getUnreachable() {
        return unreachable;
    }

    public void setUnreachable(HealthStatus unreachable) {
        this.unreachable = unreachable;
    }

    /**
     * The health to report: if the database does not answer, the last known health stays if it was not {@code UP}.
     *
     * @param known the last known health; empty if the database has never answered
     */
    Status status(Optional<Status> known, boolean isUnreachable) {
        boolean replaced = isUnreachable
                && known.filter(status -> !status.equals(Status.UP)).isEmpty();
        return replaced ? unreachable.status() : known.orElse(Status.UNKNOWN);
    }

    /** The values of {@link Status} that can be configured. */
    public enum HealthStatus {
        /** See {@link Status#UP}. */
        UP,
        /** See {@link Status#OUT_OF_SERVICE}. */
        OUT_OF_SERVICE,
        /** See {@link Status#DOWN}. */
        DOWN,
        /** See {@link Status#UNKNOWN}. */
        UNKNOWN;

        Status status() {
            return new Status(name());
        }
    }
}
