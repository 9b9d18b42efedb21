package dev.migration.boot.tenant;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.util.StringUtils;

import dev.migration.boot.properties.TenantsProperties;
import dev.migration.tenant.TenantSource;

/** Puts together what says which tenants there are: the list, the pattern and the application's beans, all of them. */
public final class TenantSources {

    private TenantSources() {}

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
