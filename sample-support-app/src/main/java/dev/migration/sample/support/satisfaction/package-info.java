// SPDX-License-Identifier: Apache-2.0
/** Ratings of resolved tickets by customers. */
@NullMarked
package dev.migration.sample.support.satisfaction;

import org.jspecify.annotations.NullMarked;
