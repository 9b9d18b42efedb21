// SPDX-License-Identifier: Apache-2.0
package dev.migration.test;

/**
 * Ready-made tests for the revisions of a project:
 *
 * <pre>{@code
 * @MigrationTest
 * class RevisionTests implements RevisionChecks {}
 * }</pre>
 *
 * <p>Each of them is an interface of its own, for a class that wants only some.
 */
public interface RevisionChecks extends SingleHeadCheck, UpgradeCheck, RoundTripCheck, BranchOrderCheck {}
