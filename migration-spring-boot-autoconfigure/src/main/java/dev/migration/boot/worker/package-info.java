// SPDX-License-Identifier: Apache-2.0
/**
 * The workers of an application, which run what upgrades have left for the background. The input is the migrators of the context; the
 * output is jobs that are done.
 */
@NullMarked
package dev.migration.boot.worker;

import org.jspecify.annotations.NullMarked;
