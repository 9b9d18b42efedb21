package dev.migration.execution.refusal;

import dev.migration.error.MigrationException;
import dev.migration.execution.difference.ScriptDifference;

/** A script that stopped half-way was edited where it was already run. Nothing was run. */
public final class EditedInterruptedScriptException extends MigrationException {

    private static final int SHOWN_LINES = 40;

    private final transient ScriptDifference difference;
    private final int pieces;

    /** @param difference restricted to the pieces that are done */
    public EditedInterruptedScriptException(ScriptDifference difference, int pieces) {
        super(
                "Revision " + difference.revision() + " stopped half-way, with " + pieces
                        + (pieces == 1 ? " piece" : " pieces")
                        + " done, and these are not what its script begins with now. The lines with - were run:"
                        + System.lineSeparator() + difference.text(SHOWN_LINES),
                "Restore what was run, and change only what comes behind it. Or do the rest by hand, or take back by hand what"
                        + " was done, and say which: migrator.resolve(\"" + difference.revision()
                        + "\", APPLIED) or ROLLED_BACK.");
        this.difference = difference;
        this.pieces = pieces;
    }

    /** The id of the revision. */
    public String revision() {
        return difference.revision();
    }

    /** How many of its pieces are done. */
    public int pieces() {
        return pieces;
    }

    /** What was run beside what stands there now. */
    public ScriptDifference difference() {
        return difference;
    }
}
