// SPDX-License-Identifier: Apache-2.0
package dev.migration.error;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

import org.jspecify.annotations.Nullable;

/**
 * The services of a type that {@link ServiceLoader} finds, and what prevents others.
 *
 * @param type the interface
 * @param found one object of each usable class, in the order of the class path
 * @param faults a sentence for each class that is missing, or of which no object can be created
 */
public record Services<S>(Class<S> type, List<S> found, List<String> faults) {

    public Services {
        found = List.copyOf(found);
        faults = List.copyOf(faults);
    }

    /** Creates an object of each class. */
    public static <S> Services<S> load(Class<S> type, @Nullable ClassLoader loader) {
        Iterator<S> services = ServiceLoader.load(type, loader).iterator();
        List<S> found = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        while (true) {
            // After an error, the iterator continues with the next class.
            try {
                if (!services.hasNext()) {
                    return new Services<>(type, found, faults);
                }
                found.add(services.next());
            } catch (ServiceConfigurationError | LinkageError failure) {
                String fault = text(type, failure);
                if (!faults.isEmpty() && faults.get(faults.size() - 1).equals(fault)) {
                    // It is not one of the classes: the index itself cannot be read, which fails each time.
                    return new Services<>(type, found, faults);
                }
                faults.add(fault);
            }
        }
    }

    /** The file on the class path that names the classes. */
    public String file() {
        return "META-INF/services/" + type.getName();
    }

    /** What to do about a fault. */
    public String remedy() {
        return "Name a class that implements " + type.getSimpleName()
                + ": it and its constructor without parameters are public, and the constructor throws nothing.";
    }

    private static String text(Class<?> type, Throwable failure) {
        String text = String.valueOf(failure.getMessage()).replace(type.getName() + ": ", "");
        Throwable cause = failure.getCause();
        return cause == null || cause instanceof NoSuchMethodException ? text + "." : text + ": " + cause + ".";
    }
}
