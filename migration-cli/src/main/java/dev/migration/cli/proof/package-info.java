// SPDX-License-Identifier: Apache-2.0
/** What is proven on scratch databases: that branches commute, that a merge decides, that revisions go up and down, that releases upgrade. */
@NullMarked
package dev.migration.cli.proof;

import org.jspecify.annotations.NullMarked;
