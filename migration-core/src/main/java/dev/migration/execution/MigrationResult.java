package dev.migration.execution;

import java.time.Duration;

import dev.migration.plan.Plan;

/**
 * What was done.
 *
 * @param plan its steps are all committed; without steps there was nothing to do
 * @param duration from the first look at the database to the end
 */
public record MigrationResult(Plan plan, Duration duration) {}
