// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.rehearsal;

import java.time.Duration;
import java.util.Locale;

import picocli.CommandLine.Option;

import dev.migration.cli.setting.DurationConverter;
import dev.migration.cli.setting.UsageException;
import dev.migration.rehearsal.RehearsalOptions;
import dev.migration.setting.SizeText;

/** The options that limit what a rehearsal costs. */
final class RehearsalLimits {

    @Option(
            names = "--others-may-wait",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Cancels the rehearsal when another session has waited for it that long; default: 200ms.")
    private Duration othersMayWait = RehearsalOptions.DEFAULT.othersMayWait();

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Cancels it after that time; default: 5min.")
    private Duration longest = RehearsalOptions.DEFAULT.longest();

    @Option(
            names = "--wal-limit",
            paramLabel = "SIZE",
            description =
                    "Cancels it when the server has written that much WAL, other sessions included; default: 2GB.")
    private String mostWal = "2GB";

    @Option(
            names = "--retry-for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long it begins again when it does not get a lock; default: 30s.")
    private Duration retryFor = RehearsalOptions.DEFAULT.retryFor();

    @Option(
            names = "--batches",
            paramLabel = "NUMBER",
            description = "How many batches of each statement with @batch run; default: 3.")
    private int batches = RehearsalOptions.DEFAULT.batches();

    @Option(
            names = "--java",
            description = "Runs Java revisions, too. What their code does outside of the database is not rolled back.")
    private boolean java;

    RehearsalOptions options() {
        if (batches < 1) {
            throw new UsageException("--batches is " + batches + ".", "Write at least 1.");
        }
        return new RehearsalOptions(othersMayWait, longest, bytes(mostWal), batches, java, retryFor);
    }

    /** A number alone would mean bytes, which nobody wants to write here. */
    private static long bytes(String size) {
        return SizeText.parse(size.toUpperCase(Locale.ROOT))
                .filter(bytes -> Character.isLetter(size.charAt(size.length() - 1)))
                .orElseThrow(() ->
                        new UsageException("'" + size + "' is not a size.", "Write a size such as 500MB or 2GB."));
    }
}
