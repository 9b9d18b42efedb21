// SPDX-License-Identifier: Apache-2.0
/**
 * The metrics of migrations. Events and snapshots of the state come in; Micrometer meters go out.
 */
@NullMarked
package dev.migration.boot.metrics;

import org.jspecify.annotations.NullMarked;
