// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.analytics;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A pool for the second database. It is no candidate where a {@code DataSource} is needed, so the first database stays the default. */
@Configuration(proxyBeanMethods = false)
@Profile(AnalyticsConfiguration.PROFILE)
@EnableConfigurationProperties(AnalyticsConfiguration.Properties.class)
@EnableScheduling
public class AnalyticsConfiguration {

    /** The profile in which the application has a second database. */
    public static final String PROFILE = "analytics";

    /** A page does not wait longer for this database: it has other content to show. */
    private static final long CONNECTION_TIMEOUT_MILLIS = 2_000;

    /** The database of the properties, or the one on the embedded server. */
    @Bean(defaultCandidate = false)
    DataSource analyticsDataSource(
            Properties properties, @Qualifier(PROFILE) ObjectProvider<JdbcConnectionDetails> embedded) {
        var url = properties.url();
        if (url != null) {
            return pool(url, properties.username(), properties.password());
        }
        var details = embedded.getIfAvailable();
        if (details == null) {
            throw new InvalidConfigurationPropertyValueException(
                    "support.analytics.url",
                    null,
                    "The profile 'analytics' needs a second database. Set SUPPORT_ANALYTICS_URL, _USERNAME and _PASSWORD; or start without"
                            + " this profile; or set no spring.datasource.url, and both databases are embedded.");
        }
        return pool(details.getJdbcUrl(), details.getUsername(), details.getPassword());
    }

    /** Waits for the revisions of all databases, as every bean of this type. */
    @Bean(defaultCandidate = false)
    JdbcClient analyticsJdbcClient(@Qualifier("analyticsDataSource") DataSource analytics) {
        return JdbcClient.create(analytics);
    }

    private static DataSource pool(String url, @Nullable String username, @Nullable String password) {
        var pool = DataSourceBuilder.create()
                .type(HikariDataSource.class)
                .url(url)
                .username(username)
                .password(password)
                .build();
        pool.setPoolName("analytics");
        pool.setMaximumPoolSize(3);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        return pool;
    }

    /**
     * Where the second database is.
     *
     * @param url null for the embedded server
     */
    @ConfigurationProperties("support.analytics")
    record Properties(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password) {}
}
