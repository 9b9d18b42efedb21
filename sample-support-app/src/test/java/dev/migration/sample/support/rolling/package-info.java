// SPDX-License-Identifier: Apache-2.0
/**
 * Rolling deployments under load, measured. The input is releases of the application; the output is every request that was sent
 * meanwhile, and a table and a picture of them.
 */
@NullMarked
package dev.migration.sample.support.rolling;

import org.jspecify.annotations.NullMarked;
