// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.execution.difference.ScriptComparison;
import dev.migration.result.ScriptDifference;
import dev.migration.result.ScriptDifference.Section;
import dev.migration.result.StatementChange;
import dev.migration.script.RevisionScript;
import dev.migration.script.SqlSection;
import dev.migration.script.Variables;
import dev.migration.script.load.RevisionScripts;
import dev.migration.sql.TokenHash;
import dev.migration.version.table.StateReader;

/** Compares scripts with the stored sections of their revisions. The values of variables do not count. */
public final class ScriptDifferences {

    private final RevisionScripts scripts;
    private final Variables variables;

    public ScriptDifferences(RevisionScripts scripts, Variables variables) {
        this.scripts = scripts;
        this.variables = variables;
    }

    /** The upgrade sections that differ from the applied ones. */
    public List<ScriptDifference> edited(DatabaseState database, StateReader state) {
        return database.edited().stream()
                .map(script -> upgrade(
                        (RevisionScript.Sql) script,
                        state.storedUpgrade(script.revision().id())))
                .toList();
    }

    /** The same, and the downgrade sections that differ from the stored ones. */
    public List<ScriptDifference> all(DatabaseState database, StateReader state) {
        List<ScriptDifference> all = new ArrayList<>(edited(database, state));
        state.eachStoredDowngrade((revision, stored) -> {
            if (scripts.find(revision).orElse(null) instanceof RevisionScript.Sql script
                    && database.isApplied(revision)) {
                downgrade(script, stored).ifPresent(all::add);
            }
        });
        return all;
    }

    private ScriptDifference upgrade(RevisionScript.Sql script, Optional<String> stored) {
        List<StatementChange> changes = stored.map(applied -> ScriptComparison.of(
                        applied,
                        text(script.upgrade(), applied),
                        script.upgrade().start()))
                .orElse(List.of());
        return new ScriptDifference(script.revision().id(), script.source(), Section.UPGRADE, changes);
    }

    private Optional<ScriptDifference> downgrade(RevisionScript.Sql script, String stored) {
        Optional<SqlSection> section = script.downgrade();
        String now = section.map(known -> text(known, stored)).orElse("");
        if (TokenHash.of(now).equals(TokenHash.of(stored))) {
            return Optional.empty();
        }
        List<StatementChange> changes = ScriptComparison.of(
                stored,
                now,
                section.map(SqlSection::start).orElse(script.upgrade().start()));
        return Optional.of(new ScriptDifference(script.revision().id(), script.source(), Section.DOWNGRADE, changes));
    }

    /** The text that is compared with a stored one; an earlier version stored the values of variables in the text. */
    private String text(SqlSection section, String stored) {
        String text = section.text();
        String replaced = variables.replaceIn(text);
        return TokenHash.of(replaced).equals(TokenHash.of(stored)) ? replaced : text;
    }
}
