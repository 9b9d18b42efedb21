// SPDX-License-Identifier: Apache-2.0
/** The responses of the REST API to requests that fail. */
@NullMarked
package dev.migration.sample.support.problem;

import org.jspecify.annotations.NullMarked;
