// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.run;

import dev.migration.lint.check.Baseline;
import dev.migration.lint.check.RuleBook;
import dev.migration.lint.check.TableSizes;

/**
 * What a lint depends on beside the scripts.
 *
 * @param book the rules with their severities
 * @param sizes how many rows the tables have where the revisions will run
 * @param baseline findings that are known
 */
public record LintOptions(RuleBook book, TableSizes sizes, Baseline baseline) {}
