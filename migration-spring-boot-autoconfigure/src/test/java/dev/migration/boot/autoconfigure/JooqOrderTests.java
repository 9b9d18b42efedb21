package dev.migration.boot.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** jOOQ's classes are named only, because the compiler of an older JDK cannot read them. */
@PostgresTest
@EnabledForJreRange(
        min = JRE.JAVA_21,
        disabledReason = "jOOQ is made for Java 21; where an older one runs, Spring Boot leaves it out without a word")
class JooqOrderTests {

    private static final String CONFIGURATION = "org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration";

    @Test
    void jooqWaitsForTheMigration(PostgresDatabase database) {
        database.reset();
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        MigrationAutoConfiguration.class,
                        ClassUtils.resolveClassName(CONFIGURATION, null)))
                .withPropertyValues(
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + database.username(),
                        "spring.datasource.password=" + database.password())
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
