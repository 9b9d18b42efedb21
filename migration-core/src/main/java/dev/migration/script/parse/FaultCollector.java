// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.migration.script.ScriptFault;

/** Collects the faults of one script. */
final class FaultCollector {

    private final String source;
    private final List<ScriptFault> faults = new ArrayList<>();

    FaultCollector(String source) {
        this.source = source;
    }

    void add(int line, String problem, String remedy) {
        faults.add(new ScriptFault(source, line, problem, remedy));
    }

    int size() {
        return faults.size();
    }

    /** Inserts a fault before those that were found later in the script. */
    void addAt(int position, int line, String problem, String remedy) {
        faults.add(position, new ScriptFault(source, line, problem, remedy));
    }

    /** All of them, and others behind them. */
    List<ScriptFault> and(List<ScriptFault> others) {
        return Stream.concat(faults.stream(), others.stream()).toList();
    }

    List<ScriptFault> toList() {
        return List.copyOf(faults);
    }
}
