// SPDX-License-Identifier: Apache-2.0
/**
 * The events of a run, as values, and their listeners: log, metrics and Spring receive them.
 *
 * <p>API.
 */
@NullMarked
package dev.migration.event;

import org.jspecify.annotations.NullMarked;
