package dev.migration.boot.health;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.health.contributor.Status;

/** Settings of the health indicator, under {@code migration.health}. */
@ConfigurationProperties("migration.health")
public class MigrationHealthProperties {

    /** Health while revisions or repeatables of this application are pending. */
    private Word pending = Word.OUT_OF_SERVICE;

    /** Health when a revision of this application stopped half-way. */
    private Word failed = Word.DOWN;

    /** Health when the database and the scripts contradict each other. */
    private Word diverged = Word.DOWN;

    /** Health when the database does not answer and the last known state was good, or none was ever known. */
    private Word unreachable = Word.UNKNOWN;

    public Word getPending() {
        return pending;
    }

    public void setPending(Word pending) {
        this.pending = pending;
    }

    public Word getFailed() {
        return failed;
    }

    public void setFailed(Word failed) {
        this.failed = failed;
    }

    public Word getDiverged() {
        return diverged;
    }

    public void setDiverged(Word diverged) {
        this.diverged = diverged;
    }

    public Word getUnreachable() {
        return unreachable;
    }

    public void setUnreachable(Word unreachable) {
        this.unreachable = unreachable;
    }

    /** A status of Spring Boot's. */
    public enum Word {
        /** It works. */
        UP,
        /** It works, and should get no requests. */
        OUT_OF_SERVICE,
        /** It does not work. */
        DOWN,
        /** It cannot be said. */
        UNKNOWN;

        Status status() {
            return new Status(name());
        }
    }
}
