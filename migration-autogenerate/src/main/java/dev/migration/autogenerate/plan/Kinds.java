// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.migration.autogenerate.kind.Kind;
import dev.migration.autogenerate.kind.other.AggregateKind;
import dev.migration.autogenerate.kind.other.DefaultPrivilegesKind;
import dev.migration.autogenerate.kind.other.DictionaryKind;
import dev.migration.autogenerate.kind.other.DomainKind;
import dev.migration.autogenerate.kind.other.EnumKind;
import dev.migration.autogenerate.kind.other.EventTriggerKind;
import dev.migration.autogenerate.kind.other.ExtensionKind;
import dev.migration.autogenerate.kind.other.FamilyMemberKind;
import dev.migration.autogenerate.kind.other.ForeignKind;
import dev.migration.autogenerate.kind.other.OperatorClassKind;
import dev.migration.autogenerate.kind.other.OperatorKind;
import dev.migration.autogenerate.kind.other.PlainKind;
import dev.migration.autogenerate.kind.other.PlainStatements;
import dev.migration.autogenerate.kind.other.PublicationKind;
import dev.migration.autogenerate.kind.other.RangeTypeKind;
import dev.migration.autogenerate.kind.other.RoutineKind;
import dev.migration.autogenerate.kind.other.SchemaKind;
import dev.migration.autogenerate.kind.other.TextSearchConfigurationKind;
import dev.migration.autogenerate.kind.relation.ActionKind;
import dev.migration.autogenerate.kind.relation.ColumnKind;
import dev.migration.autogenerate.kind.relation.CompositeTypeKind;
import dev.migration.autogenerate.kind.relation.ConstraintKind;
import dev.migration.autogenerate.kind.relation.ForeignTableKind;
import dev.migration.autogenerate.kind.relation.IndexKind;
import dev.migration.autogenerate.kind.relation.PolicyKind;
import dev.migration.autogenerate.kind.relation.SequenceKind;
import dev.migration.autogenerate.kind.relation.StatisticsKind;
import dev.migration.autogenerate.kind.relation.TableKind;
import dev.migration.autogenerate.kind.relation.ViewKind;

/** The kinds that can be written, in the order in which objects that do not need each other are created. */
final class Kinds {

    private record Entry(String name, Kind kind) {}

    private static final List<Entry> ORDERED = List.of(
            new Entry("schema", new SchemaKind()),
            new Entry("extension", new ExtensionKind()),
            new Entry("collation", new PlainKind(PlainStatements::collation)),
            new Entry("enum", new EnumKind()),
            new Entry("domain", new DomainKind()),
            new Entry("composite type", new CompositeTypeKind()),
            new Entry("range type", new RangeTypeKind()),
            new Entry("access method", new PlainKind(PlainStatements::accessMethod)),
            new Entry("foreign-data wrapper", new ForeignKind("fdwoptions")),
            new Entry("server", new ForeignKind("srvoptions")),
            new Entry("text search dictionary", new DictionaryKind()),
            new Entry("text search configuration", new TextSearchConfigurationKind()),
            new Entry("sequence", new SequenceKind()),
            new Entry("table", new TableKind()),
            new Entry("foreign table", new ForeignTableKind()),
            new Entry("column", new ColumnKind()),
            new Entry("function", new RoutineKind()),
            new Entry("window function", new RoutineKind()),
            new Entry("procedure", new RoutineKind()),
            new Entry("aggregate", new AggregateKind()),
            new Entry("operator", new OperatorKind()),
            new Entry("operator family", new PlainKind(PlainStatements::family)),
            new Entry("operator class", new OperatorClassKind()),
            new Entry("operator of a family", new FamilyMemberKind()),
            new Entry("function of a family", new FamilyMemberKind()),
            new Entry("cast", new PlainKind(PlainStatements::cast)),
            new Entry("transform", new PlainKind(PlainStatements::transform)),
            new Entry("conversion", new PlainKind(PlainStatements::conversion)),
            new Entry("constraint", new ConstraintKind()),
            new Entry("index", new IndexKind()),
            new Entry("statistics", new StatisticsKind()),
            new Entry("view", new ViewKind("VIEW")),
            new Entry("materialized view", new ViewKind("MATERIALIZED VIEW")),
            new Entry("rule", new ActionKind("RULE", "ev_action", "ev_enabled")),
            new Entry("trigger", new ActionKind("TRIGGER", "definition", "tgenabled")),
            new Entry("policy", new PolicyKind()),
            new Entry("publication", new PublicationKind()),
            new Entry("event trigger", new EventTriggerKind()),
            // Last, so that they give nothing to the objects before them, whose privileges are written.
            new Entry("default privileges", new DefaultPrivilegesKind()));

    private static final Map<String, Kind> BY_NAME =
            ORDERED.stream().collect(Collectors.toUnmodifiableMap(Entry::name, Entry::kind));
    private static final Map<String, Integer> RANKS = IntStream.range(0, ORDERED.size())
            .boxed()
            .collect(Collectors.toUnmodifiableMap(index -> ORDERED.get(index).name(), index -> index));

    private Kinds() {}

    static Optional<Kind> of(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    static int rank(String name) {
        return RANKS.getOrDefault(name, ORDERED.size());
    }
}
