// SPDX-License-Identifier: Apache-2.0
/** Entities of a test. */
package dev.migration.boot.command.ticket;
