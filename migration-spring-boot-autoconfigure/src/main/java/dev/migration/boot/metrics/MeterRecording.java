// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;

/** Records samples in every registry, and stores them until the first registry is bound. */
final class MeterRecording {

    private final List<Consumer<MeterRegistry>> samples = new ArrayList<>();
    private final List<MeterRegistry> registries = new ArrayList<>();

    // A registry that is bound while a run records samples must get each sample once.
    synchronized void bindTo(MeterRegistry registry) {
        samples.forEach(sample -> sample.accept(registry));
        registries.add(registry);
    }

    // See bindTo. Registries are bound while the application starts, so later samples are not stored for further
    // registries.
    synchronized void record(Consumer<MeterRegistry> sample) {
        if (registries.isEmpty()) {
            samples.add(sample);
        }
        registries.forEach(sample);
    }
}
