// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The order in which repeatables are applied: a repeatable comes after those that it needs; among those that are ready,
 * the smaller name comes first.
 *
 * <ol>
 *   <li>Take the smallest name whose needs are all taken, repeatedly.
 *   <li>If there is none, the rest contains a cycle: follow the smallest needs until a name repeats, record that cycle,
 *       treat it as taken, and continue.
 * </ol>
 */
public final class RepeatableOrder {

    private final Map<String, TreeSet<String>> left = new TreeMap<>();
    private final List<String> ordered = new ArrayList<>();
    private final List<List<String>> cycles = new ArrayList<>();

    /**
     * Orders the names.
     *
     * @param needs for each name the names it needs; needs that are not names of the map are ignored
     */
    public RepeatableOrder(Map<String, ? extends Collection<String>> needs) {
        needs.forEach((name, needed) -> {
            TreeSet<String> known = new TreeSet<>(needed);
            known.retainAll(needs.keySet());
            left.put(name, known);
        });
        takeAll();
    }

    /** The names in order. */
    public List<String> names() {
        return List.copyOf(ordered);
    }

    /** Cycles of names that need each other, each cycle once. If there is a cycle, no repeatable can be applied. */
    public List<List<String>> cycles() {
        return List.copyOf(cycles);
    }

    private void takeAll() {
        Map<String, List<String>> dependents = new TreeMap<>();
        left.forEach((name, needs) -> needs.forEach(need ->
                dependents.computeIfAbsent(need, none -> new ArrayList<>()).add(name)));
        TreeSet<String> ready = new TreeSet<>();
        left.keySet().stream().filter(this::isReady).forEach(ready::add);
        while (!left.isEmpty()) {
            if (ready.isEmpty()) {
                ready.addAll(breakCycle());
            }
            String next = ready.pollFirst();
            left.remove(next);
            ordered.add(next);
            for (String dependent : dependents.getOrDefault(next, List.of())) {
                if (removeNeed(dependent, next)) {
                    ready.add(dependent);
                }
            }
        }
    }

    private boolean isReady(String name) {
        TreeSet<String> needs = left.get(name);
        return needs != null && needs.isEmpty();
    }

    /** Removes a need of a name; returns whether it was the last need of a name that is not taken yet. */
    private boolean removeNeed(String name, String need) {
        TreeSet<String> needs = left.get(name);
        return needs != null && needs.remove(need) && needs.isEmpty();
    }

    private List<String> breakCycle() {
        List<String> walk = new ArrayList<>();
        String name = left.keySet().iterator().next();
        while (!walk.contains(name)) {
            walk.add(name);
            name = left.getOrDefault(name, new TreeSet<>()).first();
        }
        List<String> cycle = List.copyOf(walk.subList(walk.indexOf(name), walk.size()));
        cycles.add(cycle);
        cycle.forEach(member -> left.put(member, new TreeSet<>()));
        return cycle;
    }
}
