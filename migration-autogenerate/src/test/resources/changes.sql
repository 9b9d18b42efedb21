-- Single changes beside those of core's changes.sql, in the same form: "-- CHANGE name", statements of the first state, "-- TO", what
-- leads to the second one. "-- SINCE n" limits a case to PostgreSQL n and newer.

-- CHANGE enum label at the beginning and in the middle
CREATE TYPE e AS ENUM ('b', 'd'); CREATE TABLE t (v e);
-- TO
ALTER TYPE e ADD VALUE 'a' BEFORE 'b'; ALTER TYPE e ADD VALUE 'c' AFTER 'b'; ALTER TYPE e ADD VALUE 'e';

-- CHANGE enum label removed that a column with a default has
CREATE TYPE e AS ENUM ('a', 'b', 'c'); CREATE TABLE t (v e DEFAULT 'a', w e[]);
-- TO
ALTER TABLE t ALTER COLUMN v DROP DEFAULT, ALTER COLUMN v TYPE text, ALTER COLUMN w TYPE text[]; DROP TYPE e; CREATE TYPE e AS ENUM ('a', 'b');
ALTER TABLE t ALTER COLUMN v TYPE e USING v::e, ALTER COLUMN w TYPE e[] USING w::e[], ALTER COLUMN v SET DEFAULT 'b';

-- CHANGE enum label order that an index, a check, a view and a function use
CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (v e CHECK (v <> 'b')); CREATE INDEX i ON t (v) WHERE v = 'a';
CREATE VIEW w AS SELECT v FROM t WHERE v = 'a'; CREATE FUNCTION f(x e) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- TO
DROP FUNCTION f(e); DROP VIEW w; DROP TABLE t; DROP TYPE e; CREATE TYPE e AS ENUM ('b', 'a'); CREATE TABLE t (v e CHECK (v <> 'b'));
CREATE INDEX i ON t (v) WHERE v = 'a'; CREATE VIEW w AS SELECT v FROM t WHERE v = 'a'; CREATE FUNCTION f(x e) RETURNS int LANGUAGE sql AS 'SELECT 1';

-- CHANGE enum added with a table
-- TO
CREATE TYPE mood AS ENUM ('good', 'it''s bad'); CREATE TABLE t (v mood DEFAULT 'good' NOT NULL, w mood[] DEFAULT '{good}');

-- CHANGE domain type that a column has
CREATE DOMAIN d AS int CHECK (value > 0); CREATE TABLE t (v d DEFAULT 3 NOT NULL);
-- TO
ALTER TABLE t ALTER COLUMN v TYPE int; DROP DOMAIN d; CREATE DOMAIN d AS bigint CHECK (value > 0); ALTER TABLE t ALTER COLUMN v TYPE d;

-- CHANGE domain added with checks and a table
-- TO
CREATE DOMAIN d AS text COLLATE "C" DEFAULT 'x' CONSTRAINT long CHECK (length(value) > 0) CONSTRAINT short CHECK (length(value) < 9);
CREATE TABLE t (v d, w d[]);

-- CHANGE composite type added and used
-- TO
CREATE TYPE c AS (a int, b varchar(20) COLLATE "C"); CREATE TABLE t (v c, w c[]);

-- CHANGE composite type attribute removed and added
CREATE TYPE c AS (a int, b text);
-- TO
ALTER TYPE c DROP ATTRIBUTE b; ALTER TYPE c ADD ATTRIBUTE d text;

-- CHANGE composite type comment
CREATE TYPE c AS (a int);
-- TO
COMMENT ON TYPE c IS 'A comment'; COMMENT ON COLUMN c.a IS 'An attribute';

-- CHANGE range type that a column has
CREATE TYPE r AS RANGE (subtype = float8); CREATE TABLE t (v r);
-- TO
DROP TABLE t; DROP TYPE r; CREATE TYPE r AS RANGE (subtype = float8, subtype_diff = float8mi); CREATE TABLE t (v r);

-- CHANGE column type below a view and a materialized view
CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a FROM t WHERE b > 0; CREATE MATERIALIZED VIEW m AS SELECT a FROM v; CREATE INDEX i ON m (a);
-- TO
DROP MATERIALIZED VIEW m; DROP VIEW v; ALTER TABLE t ALTER COLUMN a TYPE bigint; CREATE VIEW v AS SELECT a FROM t WHERE b > 0;
CREATE MATERIALIZED VIEW m AS SELECT a FROM v; CREATE INDEX i ON m (a);

-- CHANGE column type below a rule, a policy and a trigger
CREATE TABLE t (a int, b int); CREATE POLICY p ON t USING (a > 0); CREATE RULE r AS ON UPDATE TO t WHERE old.a = 1 DO INSTEAD NOTHING;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'; CREATE TRIGGER g BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (old.a > 1) EXECUTE FUNCTION f();
-- TO
DROP POLICY p ON t; DROP RULE r ON t; DROP TRIGGER g ON t; ALTER TABLE t ALTER COLUMN a TYPE bigint; CREATE POLICY p ON t USING (a > 0);
CREATE RULE r AS ON UPDATE TO t WHERE old.a = 1 DO INSTEAD NOTHING; CREATE TRIGGER g BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (old.a > 1) EXECUTE FUNCTION f();

-- CHANGE column type with a default of another type
CREATE TABLE t (v text DEFAULT '1');
-- TO
ALTER TABLE t ALTER COLUMN v DROP DEFAULT, ALTER COLUMN v TYPE int USING v::int, ALTER COLUMN v SET DEFAULT 1;

-- CHANGE column type of keys and of what refers to them
CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, o int REFERENCES o); CREATE INDEX i ON t (o) WHERE o > 3;
-- TO
ALTER TABLE o ALTER COLUMN id TYPE bigint; ALTER TABLE t ALTER COLUMN id TYPE bigint, ALTER COLUMN o TYPE bigint;

-- CHANGE column type text to enum
CREATE TABLE t (v text DEFAULT 'a');
-- TO
CREATE TYPE e AS ENUM ('a', 'b'); ALTER TABLE t ALTER COLUMN v DROP DEFAULT, ALTER COLUMN v TYPE e USING v::e, ALTER COLUMN v SET DEFAULT 'a';

-- CHANGE column type boolean to integer
CREATE TABLE t (v boolean);
-- TO
ALTER TABLE t ALTER COLUMN v TYPE int USING v::int;

-- CHANGE column type text to uuid
CREATE TABLE t (v text, w varchar(36), x bytea, y text);
-- TO
ALTER TABLE t ALTER COLUMN v TYPE uuid USING v::uuid, ALTER COLUMN w TYPE inet USING w::inet, ALTER COLUMN y TYPE timestamptz USING y::timestamptz;

-- CHANGE column removed that a changed view used
CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a, b FROM t; CREATE VIEW w AS SELECT a FROM v;
-- TO
DROP VIEW w; DROP VIEW v; ALTER TABLE t DROP COLUMN b; CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM v;

-- CHANGE column added with everything
CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (a int);
-- TO
ALTER TABLE t ADD COLUMN b int NOT NULL DEFAULT 3 CHECK (b > 0) REFERENCES o; COMMENT ON COLUMN t.b IS 'B'; GRANT SELECT (b) ON t TO PUBLIC;

-- CHANGE column added in the middle
CREATE TABLE t (a int, c int);
-- TO
DROP TABLE t; CREATE TABLE t (a int, b int, c int);

-- CHANGE column identity added with a column
CREATE TABLE t (a int);
-- TO
ALTER TABLE t ADD COLUMN id bigint GENERATED BY DEFAULT AS IDENTITY (START WITH 10 INCREMENT BY 5) PRIMARY KEY;

-- CHANGE column serial added
CREATE TABLE t (a int);
-- TO
ALTER TABLE t ADD COLUMN id bigserial;

-- CHANGE column serial removed
CREATE TABLE t (id serial);
-- TO
ALTER TABLE t ALTER COLUMN id DROP DEFAULT; DROP SEQUENCE t_id_seq;

-- CHANGE column identity removed
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY);
-- TO
ALTER TABLE t ALTER COLUMN id DROP IDENTITY; ALTER TABLE t ALTER COLUMN id DROP NOT NULL;

-- CHANGE column generated added
CREATE TABLE t (a int);
-- TO
ALTER TABLE t ADD COLUMN b int GENERATED ALWAYS AS (a * 2) STORED;

-- CHANGE column virtual added
-- SINCE 18
CREATE TABLE t (a int);
-- TO
ALTER TABLE t ADD COLUMN b int GENERATED ALWAYS AS (a * 2) VIRTUAL;

-- CHANGE column virtual expression
-- SINCE 18
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL);
-- TO
ALTER TABLE t ALTER COLUMN b SET EXPRESSION AS (a * 3);

-- CHANGE column generated from a plain one
CREATE TABLE t (a int, b int);
-- TO
ALTER TABLE t DROP COLUMN b; ALTER TABLE t ADD COLUMN b int GENERATED ALWAYS AS (a + 1) STORED;

-- CHANGE column storage of a new table
-- TO
CREATE TABLE t (v text, w text COMPRESSION pglz); ALTER TABLE t ALTER COLUMN v SET STORAGE EXTERNAL, ALTER COLUMN v SET STATISTICS 50, ALTER COLUMN w SET (n_distinct = 3);

-- CHANGE primary key that a foreign key needs
CREATE TABLE o (a int NOT NULL, b int NOT NULL, CONSTRAINT k PRIMARY KEY (a), CONSTRAINT u UNIQUE (b)); CREATE TABLE t (o int CONSTRAINT f REFERENCES o (a));
-- TO
ALTER TABLE t DROP CONSTRAINT f; ALTER TABLE o DROP CONSTRAINT k; ALTER TABLE o ADD CONSTRAINT k PRIMARY KEY (a) INCLUDE (b); ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (o) REFERENCES o (a);

-- CHANGE primary key removed with NOT NULL
CREATE TABLE t (id int PRIMARY KEY);
-- TO
ALTER TABLE t DROP CONSTRAINT t_pkey; ALTER TABLE t ALTER COLUMN id DROP NOT NULL;

-- CHANGE primary key of nullable columns
CREATE TABLE t (a int, b int);
-- TO
ALTER TABLE t ADD PRIMARY KEY (a, b);

-- CHANGE temporal foreign key
-- SINCE 18
CREATE TABLE o (id int4range, at tsrange, PRIMARY KEY (id, at WITHOUT OVERLAPS)); CREATE TABLE t (o int4range, at tsrange);
-- TO
ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (o, PERIOD at) REFERENCES o (id, PERIOD at);

-- CHANGE temporal primary key added with a table
-- SINCE 18
-- TO
CREATE TABLE t (id int4range, at tsrange, CONSTRAINT k PRIMARY KEY (id, at WITHOUT OVERLAPS));

-- CHANGE foreign key added and not enforced
-- SINCE 18
CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (o int);
-- TO
ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (o) REFERENCES o NOT ENFORCED; ALTER TABLE t ADD CONSTRAINT c CHECK (o > 0) NOT ENFORCED;

-- CHANGE foreign key added and not valid
CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (o int);
-- TO
ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (o) REFERENCES o NOT VALID;

-- CHANGE foreign keys in a circle
-- TO
CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a ON DELETE SET NULL, self int REFERENCES b);
ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (b) REFERENCES b DEFERRABLE INITIALLY DEFERRED;

-- CHANGE exclusion constraint deferrable with a predicate
CREATE TABLE t (a int, at tsrange);
-- TO
ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (at WITH &&) WHERE (a > 0) DEFERRABLE INITIALLY DEFERRED;

-- CHANGE check constraint that uses a new function
CREATE TABLE t (a int);
-- TO
CREATE FUNCTION f(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0'; ALTER TABLE t ADD CONSTRAINT c CHECK (f(a));

-- CHANGE index unique with nulls not distinct and included columns
-- SINCE 15
CREATE TABLE t (a int, b int);
-- TO
CREATE UNIQUE INDEX i ON t (a) INCLUDE (b) NULLS NOT DISTINCT WHERE a > 0;

-- CHANGE index of an extension's operator class
CREATE TABLE t (a text);
-- TO
CREATE EXTENSION pg_trgm; CREATE INDEX i ON t USING gin (a gin_trgm_ops); CREATE INDEX j ON t USING brin (a) WITH (pages_per_range = 16);

-- CHANGE index of a partitioned table with partitions
CREATE TABLE t (a int, b int) PARTITION BY RANGE (a); CREATE TABLE p PARTITION OF t FOR VALUES FROM (0) TO (10);
-- TO
CREATE INDEX i ON t (b);

-- CHANGE index of a partition with a name of its own
CREATE TABLE t (a int, b int) PARTITION BY RANGE (a); CREATE TABLE p PARTITION OF t FOR VALUES FROM (0) TO (10);
-- TO
CREATE INDEX own ON p (b); CREATE INDEX i ON t (b);

-- CHANGE partitioned table added with everything
-- TO
CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (a int, b int NOT NULL, o int REFERENCES o, PRIMARY KEY (a, b), CHECK (b > 0)) PARTITION BY LIST (a);
CREATE TABLE p PARTITION OF t FOR VALUES IN (1, 2) PARTITION BY HASH (b); CREATE TABLE p0 PARTITION OF p FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE p1 PARTITION OF p FOR VALUES WITH (MODULUS 2, REMAINDER 1); CREATE TABLE d PARTITION OF t DEFAULT; CREATE INDEX i ON t (b);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'; CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();

-- CHANGE column of a partitioned table
CREATE TABLE t (a int, b int) PARTITION BY RANGE (a); CREATE TABLE p PARTITION OF t FOR VALUES FROM (0) TO (10);
-- TO
ALTER TABLE t ADD COLUMN c text DEFAULT 'x'; ALTER TABLE t ALTER COLUMN b TYPE bigint; ALTER TABLE t ALTER COLUMN b SET NOT NULL;

-- CHANGE table inherited with columns of its own
-- TO
CREATE TABLE parent (id int NOT NULL, v text CHECK (v <> '')); CREATE TABLE t (w int) INHERITS (parent); ALTER TABLE parent ADD COLUMN x int;

-- CHANGE table of a type added
-- TO
CREATE TYPE row_type AS (id int, v text); CREATE TABLE t OF row_type; CREATE UNLOGGED TABLE u (id int) WITH (fillfactor = 70, toast.autovacuum_enabled = false);

-- CHANGE names that need quotes
-- TO
CREATE TABLE "Odd.Name" ("select" int PRIMARY KEY, "a""b" text DEFAULT 'x', "Ümläut" int); CREATE INDEX "odd index" ON "Odd.Name" ("a""b");
CREATE VIEW "user" AS SELECT "Ümläut" AS "order" FROM "Odd.Name"; COMMENT ON COLUMN "Odd.Name"."a""b" IS 'It''s';

-- CHANGE table in a new schema that refers to the old one
CREATE TABLE t (id int PRIMARY KEY);
-- TO
CREATE SCHEMA other; CREATE TABLE other.t (id int REFERENCES public.t); CREATE VIEW other.v AS SELECT a.id FROM public.t a JOIN other.t b USING (id);

-- CHANGE tables removed that refer to each other
CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a); ALTER TABLE a ADD COLUMN b int REFERENCES b; CREATE VIEW v AS SELECT id FROM a;
-- TO
DROP VIEW v; ALTER TABLE a DROP COLUMN b; DROP TABLE b; DROP TABLE a;

-- CHANGE table instead of a view
CREATE VIEW v AS SELECT 1 AS a;
-- TO
DROP VIEW v; CREATE TABLE v (a int);

-- CHANGE table with a default that uses its own function
-- TO
CREATE TABLE t (id int, v int); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT count(*)::int FROM t'; ALTER TABLE t ALTER COLUMN v SET DEFAULT f();

-- CHANGE sequence with all options
-- TO
CREATE SEQUENCE s AS smallint INCREMENT BY -2 MINVALUE -100 MAXVALUE 10 START WITH 4 CACHE 5 CYCLE; CREATE TABLE t (id int DEFAULT nextval('s')); ALTER SEQUENCE s OWNED BY t.id;

-- CHANGE view column type
CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM v; COMMENT ON COLUMN w.a IS 'A'; GRANT SELECT ON w TO PUBLIC;
-- TO
DROP VIEW w; DROP VIEW v; CREATE VIEW v AS SELECT a::text AS a FROM t; CREATE VIEW w AS SELECT a FROM v; COMMENT ON COLUMN w.a IS 'A'; GRANT SELECT ON w TO PUBLIC;

-- CHANGE view recursive with a check option and an invoker
-- SINCE 15
CREATE TABLE t (a int, b int);
-- TO
CREATE VIEW v WITH (security_invoker = true) AS SELECT a FROM t WHERE a > 0 WITH CASCADED CHECK OPTION;
CREATE RECURSIVE VIEW r (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM r WHERE n < 9; ALTER VIEW v ALTER COLUMN a SET DEFAULT 3;

-- CHANGE view with an instead-of trigger
CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
-- TO
CREATE VIEW v AS SELECT a FROM t; CREATE TRIGGER g INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f();

-- CHANGE materialized view that another one uses
CREATE TABLE t (a int); CREATE MATERIALIZED VIEW v AS SELECT a FROM t; CREATE MATERIALIZED VIEW w AS SELECT a FROM v; CREATE INDEX i ON w (a);
-- TO
DROP MATERIALIZED VIEW w; DROP MATERIALIZED VIEW v; CREATE MATERIALIZED VIEW v AS SELECT a FROM t WHERE a > 0;
CREATE MATERIALIZED VIEW w AS SELECT a FROM v; CREATE INDEX i ON w (a);

-- CHANGE trigger of a constraint
CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
-- TO
CREATE CONSTRAINT TRIGGER g AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION f(); COMMENT ON TRIGGER g ON t IS 'A trigger';

-- CHANGE policy restrictive with a check
CREATE TABLE t (a int);
-- TO
ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t AS RESTRICTIVE FOR UPDATE TO pg_monitor USING (a > 0) WITH CHECK (a < 9); COMMENT ON POLICY p ON t IS 'A policy';

-- CHANGE policy command
CREATE TABLE t (a int); CREATE POLICY p ON t FOR SELECT USING (a > 0);
-- TO
DROP POLICY p ON t; CREATE POLICY p ON t FOR DELETE USING (a > 0);

-- CHANGE function return type that others use
CREATE FUNCTION f() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'; CREATE TABLE t (a int DEFAULT f() CHECK (a > f())); CREATE VIEW v AS SELECT f() AS b; CREATE INDEX i ON t ((a + f()));
-- TO
DROP VIEW v; DROP TABLE t; DROP FUNCTION f(); CREATE FUNCTION f() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1::bigint';
CREATE TABLE t (a int DEFAULT f() CHECK (a > f())); CREATE VIEW v AS SELECT f() AS b; CREATE INDEX i ON t ((a + f()));

-- CHANGE function that uses a new column
CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(a) FROM t; END;
-- TO
ALTER TABLE t ADD COLUMN b int; CREATE OR REPLACE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(b) FROM t; END;

-- CHANGE functions that call each other by text
-- TO
CREATE TABLE z (a int); CREATE FUNCTION b() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION a() RETURNS bigint LANGUAGE sql AS 'SELECT b() + count(*) FROM z';

-- CHANGE function with all options
-- TO
CREATE FUNCTION f(VARIADIC a int[], OUT b int, OUT c text) LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL SAFE COST 7 SET search_path = pg_catalog, public AS 'SELECT 1, ''x''';
CREATE FUNCTION g(a int) RETURNS TABLE (b int, c text) LANGUAGE plpgsql ROWS 5 AS 'BEGIN RETURN; END'; COMMENT ON FUNCTION g(int) IS 'A function';
GRANT EXECUTE ON FUNCTION g(int) TO pg_monitor; REVOKE EXECUTE ON FUNCTION g(int) FROM PUBLIC;

-- CHANGE procedure with parameters
-- TO
CREATE PROCEDURE p(IN a int, INOUT b int DEFAULT 3) LANGUAGE plpgsql AS 'BEGIN b := a; END'; GRANT EXECUTE ON PROCEDURE p(int, int) TO pg_monitor;

-- CHANGE function instead of an aggregate
CREATE AGGREGATE g(int) (sfunc = int4pl, stype = int);
-- TO
DROP AGGREGATE g(int); CREATE FUNCTION g(int) RETURNS int LANGUAGE sql AS 'SELECT $1';

-- CHANGE aggregate with ordered arguments
-- TO
CREATE AGGREGATE g(float8 ORDER BY anyelement) (sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra);
CREATE AGGREGATE h(*) (sfunc = int8inc, stype = int8, initcond = '0', combinefunc = int8pl, parallel = safe); COMMENT ON AGGREGATE h(*) IS 'An aggregate';

-- CHANGE operator with a commutator
-- TO
CREATE FUNCTION f(int, text) RETURNS boolean LANGUAGE sql AS 'SELECT true'; CREATE OPERATOR === (LEFTARG = int, RIGHTARG = text, FUNCTION = f, RESTRICT = eqsel, JOIN = eqjoinsel);

-- CHANGE operator class with a family of its own
-- TO
CREATE OPERATOR FAMILY of USING btree; CREATE OPERATOR CLASS oc FOR TYPE int USING btree FAMILY of AS OPERATOR 1 <, OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int);
ALTER OPERATOR FAMILY of USING btree ADD OPERATOR 1 < (int4, int8), FUNCTION 1 btint48cmp(int4, int8); CREATE TABLE t (a int); CREATE INDEX i ON t (a oc);

-- CHANGE collation of the library ICU
CREATE TABLE t (v text); CREATE INDEX i ON t (v);
-- TO
CREATE COLLATION k (provider = icu, locale = 'und', deterministic = false); ALTER TABLE t ALTER COLUMN v TYPE text COLLATE k;

-- CHANGE text search configuration with an index
CREATE TABLE t (v text);
-- TO
CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple, accept = false); CREATE TEXT SEARCH CONFIGURATION c (COPY = english);
ALTER TEXT SEARCH CONFIGURATION c ALTER MAPPING FOR asciiword WITH d, english_stem; CREATE INDEX i ON t USING gin (to_tsvector('c'::regconfig, v));

-- CHANGE conversion
-- TO
CREATE CONVERSION cv FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1; COMMENT ON CONVERSION cv IS 'A conversion';

-- CHANGE access method
-- TO
CREATE ACCESS METHOD m TYPE TABLE HANDLER heap_tableam_handler; CREATE TABLE t (a int) USING m;

-- CHANGE access method of a table
-- SINCE 15
CREATE ACCESS METHOD m TYPE TABLE HANDLER heap_tableam_handler; CREATE TABLE t (a int);
-- TO
ALTER TABLE t SET ACCESS METHOD m;

-- CHANGE statistics with expressions and kinds
CREATE TABLE t (a int, b int);
-- TO
CREATE STATISTICS s (ndistinct, mcv) ON a, (b + 1) FROM t; COMMENT ON STATISTICS s IS 'Statistics'; ALTER STATISTICS s SET STATISTICS 7;

-- CHANGE privileges of everything
CREATE TABLE t (a int, b int); CREATE SEQUENCE s; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TYPE e AS ENUM ('a'); CREATE DOMAIN d AS int; CREATE SCHEMA other; CREATE VIEW v AS SELECT 1 AS a;
-- TO
GRANT SELECT (a), UPDATE (b) ON t TO pg_monitor; GRANT DELETE ON t TO pg_monitor WITH GRANT OPTION; GRANT USAGE ON SEQUENCE s TO PUBLIC; GRANT EXECUTE ON FUNCTION f() TO pg_monitor; REVOKE USAGE ON TYPE e FROM PUBLIC;
GRANT USAGE ON DOMAIN d TO pg_monitor; GRANT CREATE ON SCHEMA other TO pg_monitor; GRANT SELECT ON v TO PUBLIC;

-- CHANGE privileges of the owner
CREATE TABLE t (a int); GRANT SELECT ON t TO PUBLIC;
-- TO
REVOKE INSERT ON t FROM CURRENT_USER; REVOKE SELECT ON t FROM PUBLIC;

-- CHANGE default privileges of a role and of all schemas
-- TO
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC; ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO pg_monitor; ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO pg_monitor WITH GRANT OPTION;

-- CHANGE default privileges with a new table
-- TO
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO pg_monitor; CREATE TABLE t (a int);

-- CHANGE owners
CREATE TABLE t (a int); CREATE VIEW v AS SELECT 1 AS a; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TYPE e AS ENUM ('a'); CREATE SEQUENCE s; CREATE SCHEMA other;
-- TO
ALTER TABLE t OWNER TO pg_monitor; ALTER VIEW v OWNER TO pg_monitor; ALTER FUNCTION f() OWNER TO pg_monitor; ALTER TYPE e OWNER TO pg_monitor; ALTER SEQUENCE s OWNER TO pg_monitor; ALTER SCHEMA other OWNER TO pg_monitor;

-- CHANGE comments of everything
CREATE TABLE t (a int PRIMARY KEY); CREATE SEQUENCE s; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TYPE e AS ENUM ('a'); CREATE DOMAIN d AS int CONSTRAINT c CHECK (value > 0); CREATE VIEW v AS SELECT 1 AS a;
CREATE COLLATION k (locale = 'C'); CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING; CREATE PUBLICATION p; CREATE EXTENSION pgcrypto;
-- TO
COMMENT ON CONSTRAINT t_pkey ON t IS 'K'; COMMENT ON SEQUENCE s IS 'S'; COMMENT ON FUNCTION f() IS 'F'; COMMENT ON TYPE e IS 'E'; COMMENT ON CONSTRAINT c ON DOMAIN d IS 'C'; COMMENT ON VIEW v IS 'V';
COMMENT ON COLLATION k IS 'K'; COMMENT ON RULE r ON t IS 'R'; COMMENT ON PUBLICATION p IS 'P'; COMMENT ON EXTENSION pgcrypto IS 'X'; COMMENT ON INDEX t_pkey IS 'I';

-- CHANGE comment changed and removed
CREATE TABLE t (a int, b int); COMMENT ON TABLE t IS 'One'; COMMENT ON COLUMN t.a IS 'A'; COMMENT ON COLUMN t.b IS 'B';
-- TO
COMMENT ON TABLE t IS 'Two
lines; with -- a dash'; COMMENT ON COLUMN t.a IS NULL;

-- CHANGE publication for all tables
CREATE PUBLICATION p;
-- TO
DROP PUBLICATION p; CREATE PUBLICATION p FOR ALL TABLES WITH (publish_via_partition_root = true);

-- CHANGE foreign server and table added
-- TO
CREATE FOREIGN DATA WRAPPER w OPTIONS (a 'x'); CREATE SERVER s TYPE 'k' VERSION '1' FOREIGN DATA WRAPPER w OPTIONS (host 'h, "x"'); CREATE FOREIGN TABLE t (a int OPTIONS (n 'm') NOT NULL, b text) SERVER s OPTIONS (c 'y');
GRANT USAGE ON FOREIGN SERVER s TO PUBLIC;

-- CHANGE foreign table column
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE t (a int, b int) SERVER s;
-- TO
ALTER FOREIGN TABLE t ADD COLUMN c int; ALTER FOREIGN TABLE t ALTER COLUMN a TYPE bigint; ALTER FOREIGN TABLE t DROP COLUMN b;

-- CHANGE cast without a function
-- TO
CREATE DOMAIN d AS int; CREATE TYPE e AS ENUM ('a'); CREATE CAST (text AS e) WITH INOUT AS IMPLICIT; CREATE CAST (e AS text) WITH INOUT AS ASSIGNMENT;

-- CHANGE extension removed
CREATE EXTENSION pgcrypto;
-- TO
DROP EXTENSION pgcrypto;

-- CHANGE extension with a column of its type
CREATE TABLE t (a int);
-- TO
CREATE EXTENSION hstore; ALTER TABLE t ADD COLUMN h hstore;

-- CHANGE index renamed on a partition
CREATE TABLE t (a int PRIMARY KEY, b int, CONSTRAINT u UNIQUE (b)); CREATE INDEX i ON t (b) WHERE a > 0;
-- TO
ALTER TABLE t RENAME CONSTRAINT u TO v; ALTER INDEX i RENAME TO j; ALTER TABLE t RENAME CONSTRAINT t_pkey TO k;

-- CHANGE rule that inserts elsewhere
CREATE TABLE t (a int); CREATE TABLE log (a int);
-- TO
CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (new.a);

-- CHANGE everything of a table at once
CREATE TABLE t (id int PRIMARY KEY, a text, b int DEFAULT 1, CONSTRAINT c CHECK (b > 0)); CREATE INDEX i ON t (a);
-- TO
ALTER TABLE t ALTER COLUMN id TYPE bigint, ALTER COLUMN a SET NOT NULL, ALTER COLUMN b DROP DEFAULT, DROP CONSTRAINT c, ADD COLUMN d date DEFAULT CURRENT_DATE, ADD CONSTRAINT u UNIQUE (a, d);
DROP INDEX i; CREATE INDEX j ON t (b DESC); COMMENT ON TABLE t IS 'T';

-- CHANGE lists of strings in a check, an index, a view, a policy and a default
CREATE TABLE t (a varchar(20), b varchar, c text);
-- TO
ALTER TABLE t ADD CHECK (a IN ('x', 'it''s')); ALTER TABLE t ADD CHECK (b NOT IN ('x', 'y') AND c IN ('p', 'q')); CREATE INDEX i ON t (a) WHERE a IN ('x', 'y');
CREATE VIEW v AS SELECT t.a FROM t WHERE t.a IN ('x', 'y') AND t.b = ANY (ARRAY['z', 'w']::varchar[]); CREATE POLICY p ON t USING (b IN ('x', 'y'));
CREATE TABLE u (a varchar(9) CHECK (a IN ('x', 'y')), b boolean GENERATED ALWAYS AS (a IN ('x', 'y')) STORED);

-- CHANGE everything from nothing
-- SINCE 15
-- TO
CREATE SCHEMA other;
CREATE TYPE e AS ENUM ('a','b'); CREATE DOMAIN d AS varchar(20) COLLATE "C" DEFAULT 'x' NOT NULL CONSTRAINT c CHECK (value <> 'y');
CREATE TYPE comp AS (a int, b text COLLATE "C");
CREATE TYPE r AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TABLE t (id serial PRIMARY KEY, i bigint GENERATED ALWAYS AS IDENTITY (INCREMENT 50), v varchar(20) DEFAULT 'q' NOT NULL, e e, ea e[], d d, g int GENERATED ALWAYS AS (id+1) STORED, gv int GENERATED ALWAYS AS (id+2) STORED, CHECK (id > 0), x text COLLATE "C", ts timestamptz DEFAULT now()) WITH (fillfactor=70);
ALTER TABLE t ADD CONSTRAINT u UNIQUE (v) DEFERRABLE;
CREATE INDEX ix ON t (lower(v), id DESC) INCLUDE (e) WHERE id > 3;
CREATE TABLE o (id int REFERENCES t ON DELETE CASCADE, a int);
CREATE VIEW vw AS SELECT id, v FROM t; CREATE MATERIALIZED VIEW mv AS SELECT id FROM vw;
CREATE FUNCTION f(a int, b text DEFAULT 'x') RETURNS int LANGUAGE sql AS 'SELECT a'; CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER tg BEFORE UPDATE OF v ON t FOR EACH ROW WHEN (old.v IS DISTINCT FROM new.v) EXECUTE FUNCTION trg(); 
CREATE POLICY p ON t FOR SELECT TO pg_monitor, CURRENT_USER USING (id > 0); CREATE RULE rr AS ON DELETE TO o DO INSTEAD NOTHING;
CREATE TABLE pt (a int, b int, PRIMARY KEY (a)) PARTITION BY RANGE (a); CREATE TABLE pt1 PARTITION OF pt FOR VALUES FROM (0) TO (10); CREATE INDEX pti ON pt (b);
CREATE AGGREGATE ag(int) (sfunc = int4pl, stype = int, initcond = '0'); CREATE FUNCTION ff(int, int) RETURNS bool LANGUAGE sql AS 'SELECT true'; CREATE OPERATOR ### (LEFTARG = int, RIGHTARG = int, FUNCTION = ff, COMMUTATOR = OPERATOR(public.###));
CREATE OPERATOR CLASS oc FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int);
CREATE FUNCTION cf(comp) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE CAST (comp AS int) WITH FUNCTION cf(comp) AS ASSIGNMENT;
CREATE COLLATION k (locale='C'); CREATE COLLATION k2 (provider=icu, locale='und', deterministic=false); CREATE STATISTICS st (dependencies) ON id, v FROM t; CREATE TEXT SEARCH CONFIGURATION cfg (COPY = simple); CREATE TEXT SEARCH DICTIONARY dict (TEMPLATE = simple, accept = false);
CREATE EXTENSION pgcrypto; CREATE PUBLICATION pub FOR TABLE t WHERE (id > 3), TABLES IN SCHEMA other; CREATE FOREIGN DATA WRAPPER w OPTIONS (z 'q'); CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (a 'x, "y'); CREATE FOREIGN TABLE ft (a int OPTIONS (o 'p')) SERVER s OPTIONS (b 'c');
CREATE FUNCTION et() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER ev ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION et();
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC; ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC; GRANT SELECT, INSERT ON t TO pg_monitor WITH GRANT OPTION; GRANT SELECT (v) ON t TO PUBLIC; COMMENT ON COLUMN t.v IS 'hi'; COMMENT ON INDEX ix IS 'ii'; ALTER INDEX ix ALTER COLUMN 1 SET STATISTICS 500; REVOKE ALL ON FUNCTION f(int,text) FROM PUBLIC;
CREATE TABLE child () INHERITS (o); CREATE TABLE typed OF comp; CREATE SEQUENCE sq AS int INCREMENT 5 CACHE 3 CYCLE; ALTER FUNCTION f DEPENDS ON EXTENSION pgcrypto;
CREATE CONVERSION cv FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1; CREATE TABLE "Odd Name" ("a.b" int, "q""x" text);

-- CHANGE enum with a name of 63 bytes loses a label
CREATE TYPE e23456789012345678901234567890123456789012345678901234567890123 AS ENUM ('a', 'b'); CREATE TABLE t (v e23456789012345678901234567890123456789012345678901234567890123);
-- TO
DROP TABLE t; DROP TYPE e23456789012345678901234567890123456789012345678901234567890123; CREATE TYPE e23456789012345678901234567890123456789012345678901234567890123 AS ENUM ('a'); CREATE TABLE t (v e23456789012345678901234567890123456789012345678901234567890123);
