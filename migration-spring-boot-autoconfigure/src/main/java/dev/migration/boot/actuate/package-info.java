// SPDX-License-Identifier: Apache-2.0
/**
 * The endpoint {@code /actuator/migrations}. Requests come in; the JSON of the databases and runs of operations go out.
 */
@NullMarked
package dev.migration.boot.actuate;

import org.jspecify.annotations.NullMarked;
