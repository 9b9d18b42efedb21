// SPDX-License-Identifier: Apache-2.0
/**
 * Operations that are requested from a running application: upgrade, downgrade, stamp, and changes of work in batches. Requests come in from the endpoint; runs on
 * background threads, their outcomes and audit events go out.
 */
@NullMarked
package dev.migration.boot.operation;

import org.jspecify.annotations.NullMarked;
