// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.tenant;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.util.StringUtils;

import dev.migration.boot.properties.TenantsProperties;
import dev.migration.tenant.TenantSource;

/** Combines the tenants of the properties, which are a list and a pattern, with those of the application's beans. */
public final class TenantSources {

    private TenantSources() {}

    /** Returns a source of all tenants of the properties and of the beans. */
    public static TenantSource of(TenantsProperties properties, Stream<TenantSource> beans) {
        List<TenantSource> sources = new ArrayList<>();
        sources.add(TenantSource.of(properties.getSchemas()));
        String pattern = properties.getPattern();
        if (StringUtils.hasText(pattern)) {
            sources.add(TenantSource.matching(pattern));
        }
        beans.forEach(sources::add);
        return database -> sources.stream()
                .flatMap(source -> source.tenants(database).stream())
                .toList();
    }
}
