// SPDX-License-Identifier: Apache-2.0
/**
 * The keys of the settings, and the types of their values, for every module that reads settings.
 *
 * <p>API: {@link dev.migration.setting.BatchLimits}, {@link dev.migration.setting.BatchOption},
 * {@link dev.migration.setting.LockLimits}, {@link dev.migration.setting.ModuleSelection},
 * {@link dev.migration.setting.TimeWindow}.
 */
@NullMarked
package dev.migration.setting;

import org.jspecify.annotations.NullMarked;
