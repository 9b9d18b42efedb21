// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.entity;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.ProviderUtil;
import org.jspecify.annotations.Nullable;

/** Takes the place of Hibernate: notes what it is to build, and builds nothing. */
final class UnitRecorder implements PersistenceProvider {

    private Optional<PersistenceUnit> unit = Optional.empty();

    /** What was to be built last. */
    Optional<PersistenceUnit> unit() {
        return unit;
    }

    @Override
    public EntityManagerFactory createContainerEntityManagerFactory(PersistenceUnitInfo info, Map<?, ?> properties) {
        Map<String, Object> copy = new HashMap<>();
        properties.forEach((key, value) -> copy.put(String.valueOf(key), value));
        unit = Optional.of(new PersistenceUnit(info, copy));
        return (EntityManagerFactory) Proxy.newProxyInstance(
                EntityManagerFactory.class.getClassLoader(),
                new Class<?>[] {EntityManagerFactory.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    @Override
    public @Nullable EntityManagerFactory createEntityManagerFactory(String name, Map<?, ?> properties) {
        return null;
    }

    @Override
    public @Nullable EntityManagerFactory createEntityManagerFactory(PersistenceConfiguration configuration) {
        return null;
    }

    @Override
    public void generateSchema(PersistenceUnitInfo info, Map<?, ?> properties) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean generateSchema(String name, Map<?, ?> properties) {
        return false;
    }

    @Override
    public ProviderUtil getProviderUtil() {
        throw new UnsupportedOperationException();
    }
}
