// SPDX-License-Identifier: Apache-2.0
/** The manifests for Kubernetes: whether they fit its schema, and whether they start the application. */
@NullMarked
package dev.migration.sample.support.kubernetes;

import org.jspecify.annotations.NullMarked;
