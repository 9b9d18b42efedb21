// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.migration.authoring.RevisionDraft;
import dev.migration.cli.output.Report;

/** Writes a new revision. */
@Command(
        name = "revision",
        description = "Writes a new revision on top of the head.",
        footer = {
            "",
            "Examples:",
            "  revision -m 'add ticket priority'",
            "  revision -m 'create reports' --head base --branch-label reporting --version-path revisions/reporting",
            "  revision -m 'reports by team' --head reporting@head --depends-on abc123",
            "  revision -m 'hotfix' --head abc123 --splice",
            "",
            "revision-templates/default.sql replaces the built-in template; its fields are message, id, revises, branch,",
            "dependsOn, created and those of -x."
        })
public final class RevisionCommand extends AuthoringCommand {

    @Mixin
    private MessageOption message = new MessageOption();

    @Option(
            names = "--sql",
            hidden = true,
            description = "Accepted as in Alembic, and without effect: the command needs no database.")
    private boolean sql;

    @Option(
            names = "--head",
            paramLabel = "REV",
            description = "The revision that it revises; base begins a new root. The default is the head.")
    private List<String> heads = new ArrayList<>();

    @Option(
            names = "--depends-on",
            paramLabel = "REV",
            description = "A revision of another branch that must be applied before it.")
    private List<String> dependsOn = new ArrayList<>();

    @Mixin
    private BranchOptions branch = new BranchOptions();

    @Mixin
    private RevisionIdOption revisionId = new RevisionIdOption();

    @Option(names = "--version-path", paramLabel = "FOLDER", description = "The folder of its file.")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--template",
            paramLabel = "NAME",
            description = "The template to use; 'list-templates' lists them.")
    private String template = "default";

    @Override
    protected Report report() {
        Optional<Path> place = folder.map(invocation().context().folder()::resolve);
        return reportWritten(author().create(new RevisionDraft(
                message.orElse("empty message"),
                heads,
                branch.splice(),
                branch.labels(),
                dependsOn,
                revisionId.id(),
                place,
                template)));
    }
}
