// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

import java.time.Duration;

/**
 * The result of one step of a deployment.
 *
 * @param name the step: {@code connect}, {@code state}, {@code backup}, {@code preview}, {@code upgrade}, {@code downgrade}, {@code
 *     verify}, {@code rotate} or {@code rollback}
 * @param ok whether the step succeeded
 * @param duration how long the step took
 * @param detail what the step found or did, or why it failed; may have several lines
 */
public record StepResult(String name, boolean ok, Duration duration, String detail) {}
