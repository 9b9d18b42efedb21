// SPDX-License-Identifier: Apache-2.0
/** What Spring's test framework calls: gives an application context a database with all revisions. */
@NullMarked
package dev.migration.test.spring;

import org.jspecify.annotations.NullMarked;
