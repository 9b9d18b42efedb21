// SPDX-License-Identifier: Apache-2.0
package org.example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class SupportApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(SupportApplication.class, arguments);
    }
}
