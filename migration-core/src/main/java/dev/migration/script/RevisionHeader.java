// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.migration.change.ChangeClass;

/** The header of a {@link JavaRevision}; its members correspond to the directives of an SQL script. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RevisionHeader {

    /** The id: letters, digits, {@code _} and {@code .} */
    String revision();

    /** The ids of the down revisions; a base has none, a merge has several. */
    String[] revises() default {};

    /** Branch labels. */
    String[] branch() default {};

    /** Ids or labels of other branches that must be applied first. */
    String[] dependsOn() default {};

    /** The ids of the revisions that it replaces; written by a squash. */
    String[] replaces() default {};

    /** The names of the repeatables that it drops or changes: they are applied again after it. */
    String[] reapply() default {};

    /** The findings of {@code lint} that are accepted, each as {@code RULE because REASON}. */
    String[] allow() default {};

    /** What kind of change it is, see {@code migration.policy}; no tool can tell it from the code. */
    ChangeClass change() default ChangeClass.UNKNOWN;

    /**
     * The options of {@code @batch}, such as {@code table=customers key=id}: then {@code upgrade} is called once for each batch, in the
     * transaction of the batch, and {@link MigrationContext#batch} returns its rows.
     */
    String batch() default "";

    /** With {@link #batch}: the SELECT for the rows. Its filter shows which rows are left, so the code makes it false. */
    String rows() default "";

    /** The time of its creation, such as {@code 2025-01-15T10:30:00Z}; orders independent revisions. */
    String created() default "";

    /** A one-line description. */
    String message() default "";
}
