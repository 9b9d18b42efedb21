// SPDX-License-Identifier: Apache-2.0
/** Entities for which newer versions of Hibernate write more. */
package dev.migration.boot.command.dated;
