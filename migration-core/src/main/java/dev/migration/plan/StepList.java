// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

import org.jspecify.annotations.Nullable;

/** The steps of a plan. A step is found in constant time: each step of a run asks for its place in the plan. */
final class StepList extends AbstractList<Step> implements RandomAccess {

    private final List<Step> steps;
    private final Map<Step, Integer> places = new HashMap<>();

    private StepList(List<Step> steps) {
        this.steps = List.copyOf(steps);
        for (int index = 0; index < steps.size(); index++) {
            places.putIfAbsent(steps.get(index), index);
        }
    }

    /** An unmodifiable copy. */
    static List<Step> of(List<Step> steps) {
        return steps instanceof StepList ? steps : new StepList(steps);
    }

    @Override
    public Step get(int index) {
        return steps.get(index);
    }

    @Override
    public int size() {
        return steps.size();
    }

    @Override
    public int indexOf(@Nullable Object step) {
        return places.getOrDefault(step, -1);
    }

    @Override
    public boolean contains(@Nullable Object step) {
        return places.containsKey(step);
    }
}
