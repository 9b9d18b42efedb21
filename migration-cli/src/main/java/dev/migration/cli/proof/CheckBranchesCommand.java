// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.proof;

import java.util.List;

import picocli.CommandLine.Command;

import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.Report;

/** Proves that branches commute. */
@Command(
        name = "check-branches",
        description =
                "Applies each pair of heads in both orders and compares the schemas and the rows of small tables.",
        footer = {
            "",
            "Databases at the same heads may have applied the branches in different orders. The revisions run on scratch databases",
            "of the same server, which are dropped afterwards: the role needs CREATEDB. The exit code is 3 if the order matters."
        })
public final class CheckBranchesCommand extends ReportingCommand {

    @Override
    protected Report report() {
        BranchReport branches = BranchReport.of(invocation(), List.of());
        return new Report(branches.exitCode(), branches.linesWithRemedy(), branches.members());
    }
}
