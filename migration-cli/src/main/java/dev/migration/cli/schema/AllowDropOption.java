// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Option;

import dev.migration.autogenerate.loss.Confirmation;

/** The option that confirms losses of data. */
public final class AllowDropOption {

    private static final String EVERYTHING = "*";

    @Option(
            names = "--allow-drop",
            paramLabel = "NAME",
            arity = "0..1",
            fallbackValue = EVERYTHING,
            description = "A table, column or label whose data may be lost; without a name: all of them.")
    private List<String> drops = new ArrayList<>();

    public boolean isGiven() {
        return !drops.isEmpty();
    }

    /** @param renames as {@code old=new} */
    public Confirmation confirmation(List<String> renames) {
        return new Confirmation(renames, drops, drops.contains(EVERYTHING));
    }
}
