package dev.migration.cli.setting;

import java.util.List;

import dev.migration.error.MigrationException;

/** What was typed, or what the settings say, cannot be carried out. Nothing was done. */
public final class UsageException extends MigrationException {

    public UsageException(String problem, String remedy) {
        super(problem, remedy);
    }

    /** All that is wrong at once. */
    static UsageException of(List<String> problems, String remedy) {
        return new UsageException(String.join(System.lineSeparator(), problems), remedy);
    }
}
