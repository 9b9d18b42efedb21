package dev.migration.cli.run;

import java.util.List;
import java.util.Set;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.migration.MigrationStatus;
import dev.migration.cli.command.DatabaseSelection;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.command.TargetArguments;
import dev.migration.cli.output.Report;

/** Takes revisions off. */
@Command(
        name = "downgrade",
        description = "Takes off what is applied above a target, highest first.",
        footer = {
            "",
            "Examples:",
            "  downgrade -1               the last revision",
            "  downgrade abc123           what is above abc123",
            "  downgrade reporting@base   one branch",
            "  downgrade base             everything",
            "  downgrade heads:abc123 --sql   the SQL for a database that has everything",
            "",
            "A revision without a @downgrade section is refused before anything runs."
        })
public final class DowngradeCommand extends ChangingCommand {

    @Parameters(paramLabel = "TARGET", converter = TargetArguments.class, description = "Where to; base is nothing.")
    private String target = "";

    @Mixin
    private OfflineOptions offline = new OfflineOptions();

    public DowngradeCommand(Invocation invocation) {
        super(invocation);
    }

    /** A text is for one database. */
    @Override
    public DatabaseSelection databaseSelection() {
        return offline.asked() ? DatabaseSelection.ONE_DATABASE : super.databaseSelection();
    }

    @Override
    protected Report report() {
        return offline.wanted()
                ? offline.report(invocation(), text -> invocation().revisions().downgradeSql(range(), text))
                : run(migrator -> migrator.downgrade(target));
    }

    /** Without a beginning the database is asked for it, if somebody says which. */
    private String range() {
        if (target.contains(":") || !invocation().context().hasDatabase()) {
            return target;
        }
        MigrationStatus status = invocation().migrator().status();
        List<String> current = status.current();
        if (current.size() == 1) {
            return current.get(0) + ":" + target;
        }
        return Set.copyOf(current).equals(Set.copyOf(status.heads())) ? "heads:" + target : target;
    }
}
