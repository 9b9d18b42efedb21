// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.util.List;
import java.util.stream.Stream;

import dev.migration.boot.page.markup.Phrase;
import dev.migration.boot.status.DatabaseName;
import dev.migration.boot.status.MonitoredContext;

/**
 * The titles of the sections. The default name says nothing if there is only one database.
 *
 * @param names the names of all databases; contexts may have databases of the same name
 */
record SectionTitles(List<String> names) {

    static SectionTitles of(List<MonitoredContext> contexts) {
        return new SectionTitles(contexts.stream()
                .flatMap(context ->
                        Stream.concat(context.databases().keySet().stream(), context.tenants().keySet().stream()))
                .toList());
    }

    Phrase of(MonitoredContext context, String name) {
        if (names.size() == 1 && name.equals(DatabaseName.PRIMARY)) {
            return Phrase.of("Database");
        }
        Phrase title = Phrase.of("Database ").foreign(name);
        boolean unique = names.stream().filter(name::equals).count() == 1;
        return unique ? title : title.text(" of the context ").foreign(String.valueOf(context.id()));
    }
}
