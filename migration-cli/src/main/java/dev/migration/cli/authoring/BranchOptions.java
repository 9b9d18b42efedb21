// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Option;

/** The options for a new revision with which a branch begins. */
final class BranchOptions {

    @Option(names = "--splice", description = "Permits parents that have other children: a new branch begins.")
    private boolean splice;

    @Option(names = "--branch-label", paramLabel = "NAME", description = "A label for the branch that begins with it.")
    private List<String> labels = new ArrayList<>();

    /** Whether the parents may have other children. */
    boolean splice() {
        return splice;
    }

    /** The labels of the new branch. */
    List<String> labels() {
        return labels;
    }
}
