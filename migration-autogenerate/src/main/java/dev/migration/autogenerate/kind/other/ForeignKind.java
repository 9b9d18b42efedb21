// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.List;
import java.util.Optional;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Phrases;
import dev.migration.autogenerate.kind.Style;
import dev.migration.autogenerate.kind.relation.Options;

/** Foreign-data wrappers and servers, whose options can be altered. */
public final class ForeignKind implements Kind {

    private final String fact;

    /** @param fact the one with the options */
    public ForeignKind(String fact) {
        this.fact = fact;
    }

    @Override
    public List<String> create(Item item, Style style) {
        String statement = item.kind().equals("server") ? server(item) : PlainStatements.wrapper(item);
        return List.of(statement + Options.foreign(item, fact));
    }

    private static String server(Item item) {
        return "CREATE SERVER " + item.name()
                + item.fact("srvtype")
                        .map(type -> " TYPE " + dev.migration.autogenerate.catalog.Texts.literal(type))
                        .orElse("")
                + item.fact("srvversion")
                        .map(version -> " VERSION " + dev.migration.autogenerate.catalog.Texts.literal(version))
                        .orElse("")
                + " FOREIGN DATA WRAPPER " + item.value("srvfdw");
    }

    @Override
    public void alter(Alteration change, Style style) {
        Optional<String> options = Options.foreign(change, fact);
        options.ifPresent(clause -> change.add("ALTER " + Phrases.of(change.to()) + clause));
    }
}
