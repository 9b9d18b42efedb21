// SPDX-License-Identifier: Apache-2.0
package dev.migration.batch;

/** Why a directive or its statement cannot run in batches, and what to do about it. */
public record BatchFault(String problem, String remedy) {}
