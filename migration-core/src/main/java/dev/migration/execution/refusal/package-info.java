/**
 * Exceptions for what is refused before anything runs: the message names the problem, the remedy says what to
 * type.
 */
@NullMarked
package dev.migration.execution.refusal;

import org.jspecify.annotations.NullMarked;
