// SPDX-License-Identifier: Apache-2.0
/**
 * The statements of an application: input is what its tests run through a {@link javax.sql.DataSource}, output is a file that the
 * command {@code survive --statements} reads. Only this package needs datasource-proxy.
 */
@NullMarked
package dev.migration.test.recording;

import org.jspecify.annotations.NullMarked;
