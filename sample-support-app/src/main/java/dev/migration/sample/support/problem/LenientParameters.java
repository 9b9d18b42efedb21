// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.problem;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Converts request parameters as leniently as Spring Boot converts properties: {@code status=in-progress} is valid. */
@Configuration(proxyBeanMethods = false)
class LenientParameters implements WebMvcConfigurer {

    @Override
    public void addFormatters(FormatterRegistry registry) {
        ApplicationConversionService.configure(registry);
    }
}
