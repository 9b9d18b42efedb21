package dev.migration.boot.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;

/** Hands what is measured to every registry, and keeps it until there is one. */
final class MeterRecording {

    private final List<Consumer<MeterRegistry>> samples = new ArrayList<>();
    private final List<MeterRegistry> registries = new ArrayList<>();

    // A registry that is bound while a run records must get each sample once.
    synchronized void bindTo(MeterRegistry registry) {
        samples.forEach(sample -> sample.accept(registry));
        registries.add(registry);
    }

    // See bindTo. Registries are bound while the application starts; what runs later is not kept for others.
    synchronized void record(Consumer<MeterRegistry> sample) {
        if (registries.isEmpty()) {
            samples.add(sample);
        }
        registries.forEach(sample);
    }
}
