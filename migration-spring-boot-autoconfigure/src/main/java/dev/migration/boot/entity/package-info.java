// SPDX-License-Identifier: Apache-2.0
/**
 * The JPA entities of an application as the model of its schema, through Hibernate's own metadata and the settings of the application.
 *
 * <p>Internal. Hibernate and Spring's ORM module are optional: {@link dev.migration.boot.entity.EntityModels} looks for them.
 */
@NullMarked
package dev.migration.boot.entity;

import org.jspecify.annotations.NullMarked;
