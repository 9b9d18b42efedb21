package dev.migration.execution.statement;

import dev.migration.script.Hooks;
import dev.migration.version.StateTables;

/**
 * What every step of a run needs to know about the place it works in.
 *
 * @param tables the tables that hold the state, with their schema
 * @param lockKey the key of the migration lock, as SQL writes it
 * @param records writes the state
 * @param hooks what runs at events
 */
public record RunContext(StateTables tables, String lockKey, StepRecords records, Hooks hooks) {}
