// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.slice.application;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.persistence.autoconfigure.EntityScan;

import dev.migration.boot.testing.Thing;

/** An application whose components include Java revisions. Its scripts are {@code a1} and {@code b2}. */
@SpringBootApplication
@EntityScan(basePackageClasses = Thing.class)
public class SlicedApplication {}
