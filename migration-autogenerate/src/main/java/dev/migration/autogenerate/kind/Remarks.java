// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Texts;

/** What objects of all kinds have: a comment, an owner, privileges, extensions that they go with. */
public final class Remarks {

    private static final String COMMENT = "comment description";
    private static final Set<String> OWNERS = Set.of(
            "relowner",
            "typowner",
            "proowner",
            "nspowner",
            "oprowner",
            "opcowner",
            "opfowner",
            "collowner",
            "conowner",
            "cfgowner",
            "dictowner",
            "stxowner",
            "evtowner",
            "pubowner",
            "fdwowner",
            "srvowner",
            "lanowner");
    /** The column with the privileges, and which privileges a new object has. */
    private static final Map<String, String> PRIVILEGES = Map.of(
            "relacl",
            "relation",
            "proacl",
            "function",
            "typacl",
            "other",
            "nspacl",
            "schema",
            "lanacl",
            "other",
            "fdwacl",
            "other",
            "srvacl",
            "other",
            "attacl",
            "column",
            "row type typacl",
            "other");

    private Remarks() {}

    /** The statements for an object that was just created. */
    public static List<String> create(Item item) {
        List<String> statements = new ArrayList<>();
        owner(item)
                .filter(owner -> !owner.equals("(migrating role)"))
                .ifPresent(owner -> statements.add(ownerTo(item, owner)));
        item.fact(COMMENT).filter(text -> !isOfExtension(item)).ifPresent(text -> statements.add(comment(item, text)));
        PRIVILEGES.keySet().stream()
                .sorted()
                .filter(fact -> item.fact(fact).isPresent())
                .forEach(fact ->
                        statements.addAll(grants(fact, item, initial(fact, item), Grants.parse(item.value(fact)))));
        statements.addAll(extensions(item, Stream.of(), item.group("depends on ").keySet().stream()));
        return statements;
    }

    /** The statements that give an object the privileges of a new one. */
    public static List<String> revert(Item item) {
        return PRIVILEGES.keySet().stream()
                .sorted()
                .filter(fact -> item.fact(fact).isPresent())
                .flatMap(fact -> grants(fact, item, Grants.parse(item.value(fact)), initial(fact, item)).stream())
                .toList();
    }

    /** Takes the changes that all kinds have in common. */
    public static void alter(Alteration change) {
        Item to = change.to();
        OWNERS.stream().filter(change::take).forEach(fact -> change.add(ownerTo(to, to.value(fact))));
        change.take("row type typowner");
        if (change.take(COMMENT)) {
            change.add(to.fact(COMMENT)
                    .map(text -> comment(to, text))
                    .orElseGet(() -> "COMMENT ON " + Phrases.of(to) + " IS NULL"));
        }
        PRIVILEGES.keySet().stream()
                .sorted()
                .filter(change::take)
                .forEach(
                        fact -> change.addAll(grants(fact, to, privileges(fact, change.from()), privileges(fact, to))));
        if (!to.kind().equals("sequence") && change.takeGroup("depends on ")) {
            change.addAll(extensions(
                    to,
                    change.from().group("depends on ").keySet().stream(),
                    to.group("depends on ").keySet().stream()));
        }
    }

    private static Optional<String> owner(Item item) {
        if (item.object().ownedBy().isPresent() || item.kind().equals("extension")) {
            return Optional.empty();
        }
        return OWNERS.stream()
                .filter(fact -> item.facts().containsKey(fact))
                .findFirst()
                .map(item::value);
    }

    private static String ownerTo(Item item, String owner) {
        return "ALTER " + Phrases.of(item) + " OWNER TO " + Texts.role(owner);
    }

    private static String comment(Item item, String text) {
        return "COMMENT ON " + Phrases.of(item) + " IS " + Texts.literal(text);
    }

    /** The extension itself brings its comment. */
    private static boolean isOfExtension(Item item) {
        return item.kind().equals("extension");
    }

    private static Grants privileges(String fact, Item item) {
        return item.fact(fact).map(Grants::parse).orElseGet(() -> initial(fact, item));
    }

    private static Grants initial(String fact, Item item) {
        String letters = item.kind().equals("sequence") ? "sequence" : PRIVILEGES.getOrDefault(fact, "other");
        if (letters.equals("column")) {
            return Grants.parse("");
        }
        Grants ofOwner = Grants.initial(
                letters, owner(item).orElse("(migrating role)"), item.schema().version());
        return switch (fact) {
            case "proacl" -> ofOwner.and("PUBLIC", "EXECUTE");
            case "typacl", "row type typacl", "lanacl" -> ofOwner.and("PUBLIC", "USAGE");
            default -> ofOwner;
        };
    }

    private static List<String> grants(String fact, Item item, Grants from, Grants to) {
        if (fact.equals("attacl")) {
            return from.to(to, " (" + item.local() + ")", "TABLE " + item.owner(), "");
        }
        return from.to(to, "", onObject(item), "");
    }

    private static String onObject(Item item) {
        return switch (item.kind()) {
            case "view", "materialized view", "foreign table", "table" -> "TABLE " + item.name();
            case "server" -> "FOREIGN SERVER " + item.name();
            case "aggregate" -> "FUNCTION " + item.name();
            case "domain" -> "TYPE " + item.name();
            default -> Phrases.words(item) + " " + item.name();
        };
    }

    private static List<String> extensions(Item item, Stream<String> from, Stream<String> to) {
        if (item.kind().equals("sequence")) {
            return List.of();
        }
        List<String> before = from.map(name -> name.replace(" deptype", "")).toList();
        List<String> after = to.map(name -> name.replace(" deptype", "")).toList();
        List<String> statements = new ArrayList<>();
        String alter = "ALTER " + Phrases.of(item);
        before.stream()
                .filter(name -> !after.contains(name))
                .forEach(name -> statements.add(alter + " NO DEPENDS ON EXTENSION " + name));
        after.stream()
                .filter(name -> !before.contains(name))
                .forEach(name -> statements.add(alter + " DEPENDS ON EXTENSION " + name));
        return statements;
    }
}
