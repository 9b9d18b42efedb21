// SPDX-License-Identifier: Apache-2.0
/**
 * Configuration properties under {@code migration} that several packages use.
 */
@NullMarked
package dev.migration.boot.properties;

import org.jspecify.annotations.NullMarked;
