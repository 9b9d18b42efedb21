// SPDX-License-Identifier: Apache-2.0
/**
 * JUnit Jupiter and AssertJ for the tests of your own revisions. A test class has {@link dev.migration.test.MigrationTest}, gets
 * {@link dev.migration.test.Migrations}, and inherits ready-made tests from {@link dev.migration.test.RevisionChecks}.
 */
@NullMarked
package dev.migration.test;

import org.jspecify.annotations.NullMarked;
