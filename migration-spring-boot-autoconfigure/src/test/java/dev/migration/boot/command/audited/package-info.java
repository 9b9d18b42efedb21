// SPDX-License-Identifier: Apache-2.0
/** Audited entities of a test. */
package dev.migration.boot.command.audited;
