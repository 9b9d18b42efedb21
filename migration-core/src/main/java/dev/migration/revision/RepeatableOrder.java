package dev.migration.revision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The order in which repeatables are applied: what others need comes first, then the smaller name.
 *
 * <ol>
 *   <li>Takes the smallest name whose needs are all taken, again and again.
 *   <li>When there is none, what is left stands on a cycle: follows the smallest needs until a name comes back, notes that
 *       cycle, takes it for done, and goes on.
 * </ol>
 */
public final class RepeatableOrder {

    private final Map<String, TreeSet<String>> left = new TreeMap<>();
    private final List<String> ordered = new ArrayList<>();
    private final List<List<String>> cycles = new ArrayList<>();

    /** @param needs for each name what it needs; names that are not among them are passed over */
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

    /** Names that need each other in a circle, each circle once; no other name may be applied then. */
    public List<List<String>> cycles() {
        return List.copyOf(cycles);
    }

    private void takeAll() {
        Map<String, List<String>> dependents = new TreeMap<>();
        left.forEach((name, needs) -> needs.forEach(need ->
                dependents.computeIfAbsent(need, none -> new ArrayList<>()).add(name)));
        TreeSet<String> ready = new TreeSet<>();
        left.forEach((name, needs) -> {
            if (needs.isEmpty()) {
                ready.add(name);
            }
        });
        while (!left.isEmpty()) {
            if (ready.isEmpty()) {
                ready.addAll(breakCycle());
            }
            String next = ready.pollFirst();
            left.remove(next);
            ordered.add(next);
            for (String dependent : dependents.getOrDefault(next, List.of())) {
                TreeSet<String> needs = left.get(dependent);
                if (needs != null && needs.remove(next) && needs.isEmpty()) {
                    ready.add(dependent);
                }
            }
        }
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
