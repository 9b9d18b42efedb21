package dev.migration.script;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The header of a {@link JavaRevision}; its members are the directives of an SQL script. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RevisionHeader {

    /** The id: letters, digits, {@code _} and {@code .} */
    String revision();

    /** The down revisions; none makes a base, several a merge. */
    String[] revises() default {};

    /** Branch labels. */
    String[] branch() default {};

    /** Revisions or labels of other branches that must be applied first. */
    String[] dependsOn() default {};

    /** The revisions that it stands for, written by a squash. */
    String[] replaces() default {};

    /** Repeatables that it drops or changes: they are applied again behind it. */
    String[] reapply() default {};

    /** When it was written, such as {@code 2025-01-15T10:30:00Z}; orders independent revisions. */
    String created() default "";

    /** What it does, in a line. */
    String message() default "";
}
