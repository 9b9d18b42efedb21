package dev.migration.sample.support.problem;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Reads the parameters of a request as leniently as Boot reads properties: {@code status=in-progress} will do. */
@Configuration(proxyBeanMethods = false)
class LenientParameters implements WebMvcConfigurer {

    @Override
    public void addFormatters(FormatterRegistry registry) {
        ApplicationConversionService.configure(registry);
    }
}
