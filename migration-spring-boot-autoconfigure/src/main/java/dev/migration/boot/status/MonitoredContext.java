// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.status;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.ApplicationContext;

/**
 * The monitors of an application context.
 *
 * @param id the id of the context
 * @param databases the monitors of databases without tenants, by the name of the database
 * @param tenants the monitors of databases with tenants, by the name of the database
 * @param parentId the id of the parent context; null if there is none
 */
public record MonitoredContext(
        @Nullable String id,
        Map<String, MigrationMonitor> databases,
        Map<String, TenantMonitor> tenants,
        @Nullable String parentId) {

    /** The context and its ancestors, the context first. */
    public static List<MonitoredContext> upwardsFrom(ApplicationContext context) {
        List<MonitoredContext> contexts = new ArrayList<>();
        for (ApplicationContext next = context; next != null; next = next.getParent()) {
            ApplicationContext parent = next.getParent();
            contexts.add(new MonitoredContext(
                    next.getId(), databases(next), tenants(next), parent == null ? null : parent.getId()));
        }
        return contexts;
    }

    /** The monitors of databases without tenants in one context, by the name of the database. */
    public static Map<String, MigrationMonitor> databases(ListableBeanFactory beans) {
        Map<String, MigrationMonitor> databases = new LinkedHashMap<>();
        beans.getBeansOfType(MigrationMonitor.class)
                .forEach((bean, monitor) -> databases.put(DatabaseBean.MONITOR.database(bean), monitor));
        return databases;
    }

    /** The monitors of databases with tenants in one context, by the name of the database. */
    public static Map<String, TenantMonitor> tenants(ListableBeanFactory beans) {
        Map<String, TenantMonitor> tenants = new LinkedHashMap<>();
        beans.getBeansOfType(TenantMonitor.class)
                .forEach((bean, monitor) -> tenants.put(DatabaseBean.TENANT_MONITOR.database(bean), monitor));
        return tenants;
    }
}
