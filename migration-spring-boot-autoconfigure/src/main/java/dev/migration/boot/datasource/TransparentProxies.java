// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import java.util.Arrays;
import java.util.Set;

import javax.sql.DataSource;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.DelegatingIntroductionInterceptor;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Finds the DataSource behind proxies that do not change a session: those that defer or share a connection, or that log it. Other
 * proxies stay, because they may set a role or a tenant.
 */
final class TransparentProxies {

    private static final Set<Class<?>> SPRING = Set.of(
            DelegatingDataSource.class, LazyConnectionDataSourceProxy.class, TransactionAwareDataSourceProxy.class);

    /** The class of datasource-proxy, which logs and counts statements. */
    private static final String LOGGING = "net.ttddyy.dsproxy.support.ProxyDataSource";

    private static final String TARGET = "dataSource";

    private TransparentProxies() {}

    static DataSource behind(DataSource dataSource) {
        DataSource outer = dataSource;
        DataSource inner = target(outer);
        while (inner != outer) {
            outer = inner;
            inner = target(outer);
        }
        return inner;
    }

    /** Returns the target of a transparent proxy; anything else itself. */
    private static DataSource target(DataSource dataSource) {
        if (dataSource instanceof Advised proxy && isScope(proxy)) {
            return targetOf(proxy, dataSource);
        }
        if (dataSource instanceof DelegatingDataSource proxy && SPRING.contains(dataSource.getClass())) {
            DataSource target = proxy.getTargetDataSource();
            return target == null ? dataSource : target;
        }
        return dataSource.getClass().getName().equals(LOGGING) ? targetOfLogging(dataSource) : dataSource;
    }

    /** Whether the proxy only finds the bean of its scope, which a refresh can replace. */
    private static boolean isScope(Advised proxy) {
        return Arrays.stream(proxy.getAdvisors())
                .allMatch(advisor -> advisor.getAdvice() instanceof DelegatingIntroductionInterceptor);
    }

    private static DataSource targetOf(Advised proxy, DataSource otherwise) {
        try {
            return proxy.getTargetSource().getTarget() instanceof DataSource target ? target : otherwise;
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException("The target of the DataSource proxy is not available", failure);
        }
    }

    private static DataSource targetOfLogging(DataSource dataSource) {
        BeanWrapper bean = PropertyAccessorFactory.forBeanPropertyAccess(dataSource);
        return bean.isReadableProperty(TARGET) && bean.getPropertyValue(TARGET) instanceof DataSource target
                ? target
                : dataSource;
    }
}
