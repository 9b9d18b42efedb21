// SPDX-License-Identifier: Apache-2.0
/** Test slices of Spring Boot: the filter of a slice comes in; what belongs to the migration passes it. */
@NullMarked
package dev.migration.boot.slice;

import org.jspecify.annotations.NullMarked;
