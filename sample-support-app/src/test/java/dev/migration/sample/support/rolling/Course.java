// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.rolling;

import java.util.List;

/**
 * What was measured during a deployment.
 *
 * @param name the way in which the schema was changed
 */
record Course(String name, List<Phase> phases, List<Request> requests, List<Look> looks) {

    double seconds() {
        return phases.get(phases.size() - 1).end();
    }

    List<Request> failures() {
        return requests.stream().filter(Request::failed).toList();
    }

    /** What was measured during one of the phases; a request belongs to the phase in which it was sent. */
    Course during(Phase phase) {
        return new Course(
                phase.name(),
                List.of(phase),
                requests.stream()
                        .filter(request -> phase.contains(request.second()))
                        .toList(),
                looks.stream().filter(look -> phase.contains(look.second())).toList());
    }

    double worstMillis() {
        return requests.stream().mapToDouble(Request::millis).max().orElse(0);
    }

    /** The time in which 99 of 100 requests were answered. */
    double percentile99() {
        var sorted = requests.stream().mapToDouble(Request::millis).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(sorted.length * 0.99) - 1];
    }

    double longestWaitMillis() {
        return looks.stream().mapToDouble(Look::longestMillis).max().orElse(0);
    }
}
