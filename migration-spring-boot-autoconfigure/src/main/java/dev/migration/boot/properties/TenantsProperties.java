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

/** Settings of tenants, under {@code migration.tenants}. */
@ConfigurationProperties(TenantsProperties.PREFIX)
public class TenantsProperties {

    public static final String PREFIX = "migration.tenants";

    /** Comma-separated list of schemas, each of which is a tenant. */
    private List<String> schemas = new ArrayList<>();

    /** Regular expression for the whole names of the schemas that are tenants. */
    private @Nullable String pattern;

    /** Whether to make the schema of a tenant that has none. */
    private boolean createSchemas;

    /** Number of tenants that are migrated at once, each on a connection of its own. */
    private int parallel = TenantSettings.defaults().parallel();

    /** What to do with the other tenants when one fails. */
    private OnFailure onFailure = TenantSettings.defaults().onFailure();

    /** Whether keys that begin so say which tenants there are. */
    public static boolean namedBelow(ConfigurationPropertyName prefix, Environment environment) {
        Binder binder = Binder.get(environment);
        List<String> schemas = binder.bind(prefix.append("schemas"), Bindable.listOf(String.class))
                .orElse(List.of());
        String pattern =
                binder.bind(prefix.append("pattern"), Bindable.of(String.class)).orElse("");
        return !schemas.isEmpty() || StringUtils.hasText(pattern);
    }

    /** The settings of the library. */
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
