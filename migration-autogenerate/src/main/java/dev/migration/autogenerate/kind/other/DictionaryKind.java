// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.List;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.kind.Alteration;
import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.Phrases;
import dev.migration.autogenerate.kind.Style;

/** Text search dictionaries. */
public final class DictionaryKind implements Kind {

    @Override
    public List<String> create(Item item, Style style) {
        return List.of(PlainStatements.dictionary(item));
    }

    @Override
    public void alter(Alteration change, Style style) {
        if (change.take("dictinitoption")) {
            change.add("ALTER " + Phrases.of(change.to()) + " (" + change.to().value("dictinitoption") + ")");
        }
    }
}
