// SPDX-License-Identifier: Apache-2.0
/**
 * Failure analyzers: exceptions at start-up come in; the description and the action that Spring Boot prints go out.
 */
@NullMarked
package dev.migration.boot.diagnostics;

import org.jspecify.annotations.NullMarked;
