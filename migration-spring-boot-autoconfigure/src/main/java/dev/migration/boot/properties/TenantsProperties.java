// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.properties;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import dev.migration.tenant.TenantSettings;
import dev.migration.tenant.TenantSettings.OnFailure;

/** Configuration properties of tenants, under {@code migration.tenants}. */
@ConfigurationProperties(TenantsProperties.PREFIX)
public class TenantsProperties {

    /** The prefix of these properties, if the application has one database. */
    public static final String PREFIX = "migration.tenants";

    /** Comma-separated list of schemas, each of which is a tenant. */
    private List<String> schemas = new ArrayList<>();

    /** Regular expression that matches the full name of each schema that is a tenant. */
    private @Nullable String pattern;

    /** Whether to create the schema of a tenant if it does not exist. */
    private boolean createSchemas;

    /** Number of tenants that are migrated concurrently, each on its own connection. */
    private int parallel = TenantSettings.defaults().parallel();

    /** What to do with the other tenants if one fails. */
    private OnFailure onFailure = TenantSettings.defaults().onFailure();

    /** Returns whether {@code schemas} or {@code pattern} is set below a prefix. */
    public static boolean namedBelow(ConfigurationPropertyName prefix, Environment environment) {
        Binder binder = Binder.get(environment);
        List<String> schemas = binder.bind(prefix.append("schemas"), Bindable.listOf(String.class))
                .orElse(List.of());
        String pattern =
                binder.bind(prefix.append("pattern"), Bindable.of(String.class)).orElse("");
        return !schemas.isEmpty() || StringUtils.hasText(pattern);
    }

    /**
     * Converts the properties to settings.
     *
     * @param target the revisions to which tenants are upgraded
     */
    public TenantSettings toSettings(String target) {
        return new TenantSettings(target, createSchemas, parallel, onFailure);
    }

    public List<String> getSchemas() {
        return schemas;
    }

    public void setSchemas(List<String> schemas) {
        this.schemas = schemas;
    }

    public @Nullable String getPattern() {
        return pattern;
    }

    public void setPattern(@Nullable String pattern) {
        this.pattern = pattern;
    }

    public boolean isCreateSchemas() {
        return createSchemas;
    }

    public void setCreateSchemas(boolean createSchemas) {
        this.createSchemas = createSchemas;
    }

    public int getParallel() {
        return parallel;
    }

    public void setParallel(int parallel) {
        this.parallel = parallel;
    }

    public OnFailure getOnFailure() {
        return onFailure;
    }

    public void setOnFailure(OnFailure onFailure) {
        this.onFailure = onFailure;
    }
}
