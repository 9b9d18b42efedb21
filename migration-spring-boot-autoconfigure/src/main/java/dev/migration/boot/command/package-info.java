// SPDX-License-Identifier: Apache-2.0
/** Runs the commands of {@code migration-cli} in the application's jar: {@code java -jar app.jar migrations COMMAND}. */
@NullMarked
package dev.migration.boot.command;

import org.jspecify.annotations.NullMarked;
