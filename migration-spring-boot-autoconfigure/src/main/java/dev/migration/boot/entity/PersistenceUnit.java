// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.entity;

import java.util.Map;

import jakarta.persistence.spi.PersistenceUnitInfo;

/**
 * What an application passes to Hibernate.
 *
 * @param info the entities
 * @param properties the properties of the application and of Spring, such as the naming strategies
 */
record PersistenceUnit(PersistenceUnitInfo info, Map<String, Object> properties) {}
