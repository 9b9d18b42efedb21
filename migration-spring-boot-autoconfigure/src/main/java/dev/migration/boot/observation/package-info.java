// SPDX-License-Identifier: Apache-2.0
/**
 * Traces, log context, start-up steps and application events of migrations. Migration events come in; observations, MDC keys, start-up
 * steps and Spring application events go out.
 */
@NullMarked
package dev.migration.boot.observation;

import org.jspecify.annotations.NullMarked;
