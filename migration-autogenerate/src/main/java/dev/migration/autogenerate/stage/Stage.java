// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.stage;

import java.util.List;

import dev.migration.autogenerate.plan.Step;

/**
 * A revision of several that lead to one state together.
 *
 * @param title what it does, for example {@code add the columns beside}; empty for the last one
 * @param upgrade each ran in a copy of the state before
 * @param downgrade each ran in a copy of the state afterwards, and led back
 */
public record Stage(String title, List<Step> upgrade, List<Step> downgrade) {

    public Stage {
        upgrade = List.copyOf(upgrade);
        downgrade = List.copyOf(downgrade);
    }
}
