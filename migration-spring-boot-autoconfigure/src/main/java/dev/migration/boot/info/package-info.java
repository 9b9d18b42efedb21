// SPDX-License-Identifier: Apache-2.0
/**
 * The migration part of {@code /actuator/info}. Snapshots of the state come in; details go out.
 */
@NullMarked
package dev.migration.boot.info;

import org.jspecify.annotations.NullMarked;
