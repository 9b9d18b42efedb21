// SPDX-License-Identifier: Apache-2.0
/**
 * The keys of the settings, and the types of their values, for every module that reads settings.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.setting;

import org.jspecify.annotations.NullMarked;
