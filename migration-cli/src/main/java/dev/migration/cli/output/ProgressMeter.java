// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.output;

import java.util.Locale;
import java.util.Optional;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.plan.Plan;

/**
 * Draws a progress bar on the error stream while a plan is executed. Not thread-safe: a run publishes its events on one thread, and
 * each run needs its own meter.
 */
public final class ProgressMeter implements MigrationListener {

    private final Console console;
    private Optional<ProgressBar> bar = Optional.empty();

    public ProgressMeter(Console console) {
        this.console = console;
    }

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.Started started) {
            bar = Optional.of(begin(started.plan()));
        } else if (event instanceof MigrationEvent.RevisionStarted started) {
            bar.ifPresent(
                    known -> known.setExtraMessage(started.step().revision().id()));
        } else if (event instanceof MigrationEvent.BatchCommitted committed) {
            bar.ifPresent(
                    known -> known.setExtraMessage(committed.step().revision().id() + "  " + committed.progress()));
        } else if (event instanceof MigrationEvent.BatchHeld held) {
            bar.ifPresent(known -> known.setExtraMessage(held.step().revision().id() + "  " + held.progress()));
        } else if (event instanceof MigrationEvent.RevisionFinished) {
            bar.ifPresent(ProgressBar::step);
        } else if (event instanceof MigrationEvent.Finished || event instanceof MigrationEvent.Failed) {
            bar.ifPresent(ProgressBar::close);
            bar = Optional.empty();
        } else {
            Notes.of(event).forEach(console::error);
        }
    }

    private static ProgressBar begin(Plan plan) {
        return new ProgressBarBuilder()
                .setTaskName(plan.operation().name().toLowerCase(Locale.ROOT))
                .setInitialMax(plan.steps().size())
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .continuousUpdate()
                .build();
    }
}
