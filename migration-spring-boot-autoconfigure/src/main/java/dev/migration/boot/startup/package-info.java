// SPDX-License-Identifier: Apache-2.0
/**
 * Migration during the start of the application: strategies, customizers, initializers and the shutdown hook.
 */
@NullMarked
package dev.migration.boot.startup;

import org.jspecify.annotations.NullMarked;
