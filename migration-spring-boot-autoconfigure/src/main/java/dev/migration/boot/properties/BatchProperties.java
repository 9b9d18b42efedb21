// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.properties;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

import dev.migration.setting.BatchLimits;
import dev.migration.setting.BatchOption;
import dev.migration.setting.TimeWindow;

/** When statements that run in batches hold. */
public class BatchProperties {

    /** How far a standby may be behind before no batch begins. 0 means that standbys are not watched. */
    private Duration maxLag = BatchLimits.DEFAULTS.maxLag();

    /** How much WAL a replication slot may retain before no batch begins. 0 means that slots are not watched. */
    private DataSize maxWal = DataSize.ofBytes(BatchLimits.DEFAULTS.maxWal());

    /** Percentage of dead rows of the table above which no batch begins until autovacuum has run. 0 means that they are not counted. */
    private int maxDeadRows = BatchLimits.DEFAULTS.maxDeadRows();

    /** Whether no batch begins while VACUUM works on its table. */
    private boolean waitForVacuum = BatchLimits.DEFAULTS.waitForVacuum();

    /** Hours in which batches run, such as "22:00-05:00 Europe/Berlin". Always by default. */
    private @Nullable String only;

    /** Query for one value. No batch begins while it is true, or a text that says why. */
    private @Nullable String holdIf;

    BatchLimits toLimits() {
        return new BatchLimits(
                maxLag,
                maxWal.toBytes(),
                maxDeadRows,
                waitForVacuum,
                Optional.ofNullable(only).flatMap(TimeWindow::parse),
                Optional.ofNullable(holdIf).filter(query -> !query.isBlank()));
    }

    public Duration getMaxLag() {
        return maxLag;
    }

    public void setMaxLag(Duration maxLag) {
        this.maxLag = maxLag;
    }

    public DataSize getMaxWal() {
        return maxWal;
    }

    public void setMaxWal(DataSize maxWal) {
        this.maxWal = maxWal;
    }

    public int getMaxDeadRows() {
        return maxDeadRows;
    }

    public void setMaxDeadRows(int maxDeadRows) {
        this.maxDeadRows = maxDeadRows;
    }

    public boolean isWaitForVacuum() {
        return waitForVacuum;
    }

    public void setWaitForVacuum(boolean waitForVacuum) {
        this.waitForVacuum = waitForVacuum;
    }

    public @Nullable String getOnly() {
        return only;
    }

    /** @throws IllegalArgumentException if it is no time window; Spring Boot names the property and the value */
    public void setOnly(@Nullable String only) {
        boolean valid = !StringUtils.hasText(only) || TimeWindow.parse(only).isPresent();
        Assert.isTrue(valid, () -> "Write " + BatchOption.ONLY.form());
        this.only = only;
    }

    public @Nullable String getHoldIf() {
        return holdIf;
    }

    public void setHoldIf(@Nullable String holdIf) {
        this.holdIf = holdIf;
    }
}
