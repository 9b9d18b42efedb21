// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.slice.needy;

import org.springframework.stereotype.Service;

@Service
public class Prices {}
