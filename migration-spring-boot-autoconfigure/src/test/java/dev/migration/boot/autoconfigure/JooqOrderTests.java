// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.util.ClassUtils;

import dev.migration.boot.testing.TestContexts;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Uses jOOQ by reflection, because the compiler of an older JDK cannot read its classes. */
@PostgresTest
@EnabledForJreRange(
        min = JRE.JAVA_21,
        disabledReason = "jOOQ requires Java 21; with an older Java, Spring Boot does not configure it")
class JooqOrderTests {

    private static final String CONFIGURATION = "org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration";

    @Test
    void jooqWaitsForTheMigration(PostgresDatabase database) {
        database.reset();
        TestContexts.withDataSource(
                        database,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        ClassUtils.resolveClassName(CONFIGURATION, null))
                .run(context -> {
                    BeanDefinition jooq = context.getSourceApplicationContext()
                            .getBeanFactory()
                            .getBeanDefinition("dslContext");
                    assertThat(jooq.getDependsOn()).contains("migrator", "migrationInitializer");
                    assertThat(rows(context.getBean("dslContext"))).isEqualTo(1);
                });
    }

    private static long rows(Object dslContext) throws ReflectiveOperationException {
        Object count = dslContext
                .getClass()
                .getMethod("fetchValue", String.class)
                .invoke(dslContext, "SELECT count(*) FROM thing");
        return (Long) count;
    }
}
