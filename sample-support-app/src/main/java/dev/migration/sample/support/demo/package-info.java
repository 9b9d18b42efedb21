// SPDX-License-Identifier: Apache-2.0
/** Demo data. */
@NullMarked
package dev.migration.sample.support.demo;

import org.jspecify.annotations.NullMarked;
