// SPDX-License-Identifier: Apache-2.0
/** Opens connections within a limited time, and notices that the server of a connection is gone or cannot be reached. */
@NullMarked
package dev.migration.execution.connection;

import org.jspecify.annotations.NullMarked;
