// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SchemaDumpTests {

    @Test
    void settingsOfAnInteractiveSessionAreOmitted() {
        assertThat(SchemaDump.asUpgrade("""
                --
                -- PostgreSQL database dump
                --

                \\restrict aB3

                -- Dumped from database version 15.18

                SET statement_timeout = 0;
                SET lock_timeout = 0;
                SET client_encoding = 'UTF8';
                SET standard_conforming_strings = on;
                SELECT pg_catalog.set_config('search_path', '', false);
                SET check_function_bodies = false;
                SET client_min_messages = warning;
                SET row_security = off;

                SET default_tablespace = '';

                SET default_table_access_method = heap;

                --
                -- Name: t; Type: TABLE; Schema: public; Owner: -
                --

                CREATE TABLE public.t (
                    id integer
                );


                --
                -- PostgreSQL database dump complete
                --

                \\unrestrict aB3

                """)).isEqualTo("""
                --
                -- PostgreSQL database dump
                --

                -- Dumped from database version 15.18

                SET LOCAL search_path = '';
                SET LOCAL check_function_bodies = false;

                SET LOCAL default_table_access_method = heap;

                --
                -- Name: t; Type: TABLE; Schema: public; Owner: -
                --

                CREATE TABLE public.t (
                    id integer
                );

                --
                -- PostgreSQL database dump complete
                --
                """);
    }

    @Test
    void theTextOfFunctionsIsUnchanged() {
        String function = """
                CREATE FUNCTION public.f() RETURNS void LANGUAGE plpgsql AS $$
                begin
                SET statement_timeout = 0;



                \\unrestrict is no command here
                end $$;
                """;

        assertThat(SchemaDump.asUpgrade("SET lock_timeout = 0;\n" + function)).isEqualTo(function);
    }

    @Test
    void anEmptyDatabaseIsAnEmptySection() {
        assertThat(SchemaDump.asUpgrade("SET lock_timeout = 0;\n")).isBlank();
        assertThat(SchemaDump.asUpgrade("SET lock_timeout = 0")).isBlank();
    }
}
