// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.loss;

import java.util.List;

import dev.migration.autogenerate.catalog.Schema;
import dev.migration.autogenerate.plan.Step;

/** Compares what would be lost with what somebody confirmed. */
public final class Review {

    private final Schema from;
    private final Schema to;
    private final Confirmation confirmation;

    public Review(Schema from, Schema to, Confirmation confirmation) {
        this.from = from;
        this.to = to;
        this.confirmation = confirmation;
    }

    /**
     * The statements that rename what somebody said is renamed.
     *
     * @throws RenameException if something of that is not possible
     */
    public List<Step> renames() {
        return RenameHints.steps(renamings());
    }

    /** The statements that take the renames back. */
    public List<Step> renamesBack() {
        return RenameHints.steps(renamings().stream()
                .map(renaming -> new Renaming(renaming.to(), renaming.from(), renaming.toLabel(), renaming.fromLabel()))
                .toList());
    }

    private List<Renaming> renamings() {
        return new RenameHints(from, to).renamings(confirmation.renames());
    }

    /** @throws UnconfirmedException with everything that would be lost and is not confirmed */
    public void refuseUnconfirmed() {
        List<Loss> open = new Losses(from, to)
                .all().stream()
                        .filter(loss -> !confirmation.allows(loss.name()))
                        .toList();
        if (!open.isEmpty()) {
            throw new UnconfirmedException(open);
        }
    }
}
