// SPDX-License-Identifier: Apache-2.0
/** Ahead-of-time processing: finds scripts and Java revisions when the application is built. */
@NullMarked
package dev.migration.boot.aot;

import org.jspecify.annotations.NullMarked;
