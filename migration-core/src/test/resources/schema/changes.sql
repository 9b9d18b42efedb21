-- Single changes of a schema. "-- CHANGE name" begins a case: statements before "-- TO" make the first state, those after it the
-- second. "-- SINCE n" limits a case to PostgreSQL n and newer. The object that must be reported stands behind "-- SEEN".

-- CHANGE table added
-- TO
CREATE TABLE t (id int);
-- SEEN table public.t

-- CHANGE table removed
CREATE TABLE t (id int);
-- TO
DROP TABLE t;
-- SEEN table public.t

-- CHANGE table unlogged
CREATE TABLE t (id int);
-- TO
ALTER TABLE t SET UNLOGGED;
-- SEEN table public.t

-- CHANGE table storage parameter
CREATE TABLE t (id int);
-- TO
ALTER TABLE t SET (fillfactor = 70);
-- SEEN table public.t

-- CHANGE table toast parameter
CREATE TABLE t (id int, v text);
-- TO
ALTER TABLE t SET (toast.autovacuum_enabled = false);
-- SEEN table public.t

-- CHANGE table inheritance
CREATE TABLE parent (id int); CREATE TABLE t (id int);
-- TO
ALTER TABLE t INHERIT parent;
-- SEEN table public.t

-- CHANGE table of a type
CREATE TYPE row_type AS (id int); CREATE TABLE t (id int);
-- TO
ALTER TABLE t OF row_type;
-- SEEN table public.t

-- CHANGE table in another schema
CREATE SCHEMA other; CREATE TABLE t (id int);
-- TO
ALTER TABLE t SET SCHEMA other;
-- SEEN table other.t

-- CHANGE table replica identity full
CREATE TABLE t (id int);
-- TO
ALTER TABLE t REPLICA IDENTITY FULL;
-- SEEN table public.t

-- CHANGE table replica identity by index
CREATE TABLE t (id int NOT NULL); CREATE UNIQUE INDEX i ON t (id);
-- TO
ALTER TABLE t REPLICA IDENTITY USING INDEX i;
-- SEEN index public.i

-- CHANGE table row security
CREATE TABLE t (id int);
-- TO
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
-- SEEN table public.t

-- CHANGE table row security forced
CREATE TABLE t (id int);
-- TO
ALTER TABLE t FORCE ROW LEVEL SECURITY;
-- SEEN table public.t

-- CHANGE table comment
CREATE TABLE t (id int);
-- TO
COMMENT ON TABLE t IS 'A comment';
-- SEEN table public.t

-- CHANGE table clustered on
CREATE TABLE t (id int); CREATE INDEX i ON t (id);
-- TO
ALTER TABLE t CLUSTER ON i;
-- SEEN index public.i

-- CHANGE column added
CREATE TABLE t (id int);
-- TO
ALTER TABLE t ADD COLUMN v text;
-- SEEN column public.t.v

-- CHANGE column removed
CREATE TABLE t (id int, v text);
-- TO
ALTER TABLE t DROP COLUMN v;
-- SEEN column public.t.v

-- CHANGE column renamed
CREATE TABLE t (id int, v text);
-- TO
ALTER TABLE t RENAME COLUMN v TO w;
-- SEEN column public.t.w

-- CHANGE column order
CREATE TABLE t (a int, b int);
-- TO
DROP TABLE t; CREATE TABLE t (b int, a int);
-- SEEN column public.t.a

-- CHANGE column type
CREATE TABLE t (v int);
-- TO
ALTER TABLE t ALTER COLUMN v TYPE bigint;
-- SEEN column public.t.v

-- CHANGE column length
CREATE TABLE t (v varchar(50));
-- TO
ALTER TABLE t ALTER COLUMN v TYPE varchar(60);
-- SEEN column public.t.v

-- CHANGE column length removed
CREATE TABLE t (v varchar(50));
-- TO
ALTER TABLE t ALTER COLUMN v TYPE varchar;
-- SEEN column public.t.v

-- CHANGE column precision removed
CREATE TABLE t (v numeric(10, 2));
-- TO
ALTER TABLE t ALTER COLUMN v TYPE numeric;
-- SEEN column public.t.v

-- CHANGE column scale
CREATE TABLE t (v numeric(10, 2));
-- TO
ALTER TABLE t ALTER COLUMN v TYPE numeric(10, 4);
-- SEEN column public.t.v

-- CHANGE column with time zone
CREATE TABLE t (v timestamp);
-- TO
ALTER TABLE t ALTER COLUMN v TYPE timestamptz;
-- SEEN column public.t.v

-- CHANGE column precision of a timestamp
CREATE TABLE t (v timestamp);
-- TO
ALTER TABLE t ALTER COLUMN v TYPE timestamp(3);
-- SEEN column public.t.v

-- CHANGE column array
CREATE TABLE t (v int);
-- TO
ALTER TABLE t ALTER COLUMN v TYPE int[] USING ARRAY[v];
-- SEEN column public.t.v

-- CHANGE column json to jsonb
CREATE TABLE t (v json);
-- TO
ALTER TABLE t ALTER COLUMN v TYPE jsonb;
-- SEEN column public.t.v

-- CHANGE column of another enum
CREATE TYPE e AS ENUM ('a'); CREATE TYPE f AS ENUM ('a'); CREATE TABLE t (v e);
-- TO
ALTER TABLE t ALTER COLUMN v TYPE f USING v::text::f;
-- SEEN column public.t.v

-- CHANGE column not null
CREATE TABLE t (v int);
-- TO
ALTER TABLE t ALTER COLUMN v SET NOT NULL;
-- SEEN column public.t.v

-- CHANGE column not null and not valid
-- SINCE 18
CREATE TABLE t (v int);
-- TO
ALTER TABLE t ADD NOT NULL v NOT VALID;
-- SEEN constraint public.t.not null v

-- CHANGE column not null validated
-- SINCE 18
CREATE TABLE t (v int); ALTER TABLE t ADD NOT NULL v NOT VALID;
-- TO
ALTER TABLE t VALIDATE CONSTRAINT t_v_not_null;
-- SEEN constraint public.t.not null v

-- CHANGE column not null and not inherited
-- SINCE 18
CREATE TABLE t (v int NOT NULL);
-- TO
ALTER TABLE t ALTER COLUMN v DROP NOT NULL; ALTER TABLE t ADD NOT NULL v NO INHERIT;
-- SEEN constraint public.t.not null v

-- CHANGE column not null with comment
-- SINCE 18
CREATE TABLE t (v int CONSTRAINT present NOT NULL);
-- TO
COMMENT ON CONSTRAINT present ON t IS 'A comment';
-- SEEN constraint public.t.not null v

-- CHANGE column default
CREATE TABLE t (v int);
-- TO
ALTER TABLE t ALTER COLUMN v SET DEFAULT 3;
-- SEEN column public.t.v

-- CHANGE column default changed
CREATE TABLE t (v timestamptz DEFAULT now());
-- TO
ALTER TABLE t ALTER COLUMN v SET DEFAULT clock_timestamp();
-- SEEN column public.t.v

-- CHANGE column default removed
CREATE TABLE t (v text DEFAULT 'a');
-- TO
ALTER TABLE t ALTER COLUMN v DROP DEFAULT;
-- SEEN column public.t.v

-- CHANGE column collation
CREATE TABLE t (v text);
-- TO
ALTER TABLE t ALTER COLUMN v TYPE text COLLATE "C";
-- SEEN column public.t.v

-- CHANGE column storage
CREATE TABLE t (v text);
-- TO
ALTER TABLE t ALTER COLUMN v SET STORAGE EXTERNAL;
-- SEEN column public.t.v

-- CHANGE column compression
CREATE TABLE t (v text);
-- TO
ALTER TABLE t ALTER COLUMN v SET COMPRESSION pglz;
-- SEEN column public.t.v

-- CHANGE column statistics target
CREATE TABLE t (v text);
-- TO
ALTER TABLE t ALTER COLUMN v SET STATISTICS 500;
-- SEEN column public.t.v

-- CHANGE column options
CREATE TABLE t (v text);
-- TO
ALTER TABLE t ALTER COLUMN v SET (n_distinct = 5);
-- SEEN column public.t.v

-- CHANGE column comment
CREATE TABLE t (v text);
-- TO
COMMENT ON COLUMN t.v IS 'A comment';
-- SEEN column public.t.v

-- CHANGE column privileges
CREATE TABLE t (v text);
-- TO
GRANT SELECT (v) ON t TO PUBLIC;
-- SEEN column public.t.v

-- CHANGE column identity
CREATE TABLE t (id int NOT NULL);
-- TO
ALTER TABLE t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
-- SEEN column public.t.id

-- CHANGE column identity by default
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY);
-- TO
ALTER TABLE t ALTER COLUMN id SET GENERATED BY DEFAULT;
-- SEEN column public.t.id

-- CHANGE column identity increment
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY);
-- TO
ALTER TABLE t ALTER COLUMN id SET INCREMENT BY 50;
-- SEEN sequence public.t_id_seq

-- CHANGE column serial to identity
CREATE TABLE t (id serial);
-- TO
ALTER TABLE t ALTER COLUMN id DROP DEFAULT; DROP SEQUENCE t_id_seq; ALTER TABLE t ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY;
-- SEEN column public.t.id

-- CHANGE column generated expression
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED);
-- TO
ALTER TABLE t DROP COLUMN b; ALTER TABLE t ADD COLUMN b int GENERATED ALWAYS AS (a + 2) STORED;
-- SEEN column public.t.b

-- CHANGE column generated no longer
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED);
-- TO
ALTER TABLE t ALTER COLUMN b DROP EXPRESSION;
-- SEEN column public.t.b

-- CHANGE column stored to virtual
-- SINCE 18
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED);
-- TO
ALTER TABLE t DROP COLUMN b; ALTER TABLE t ADD COLUMN b int GENERATED ALWAYS AS (a + 1) VIRTUAL;
-- SEEN column public.t.b

-- CHANGE primary key added
CREATE TABLE t (id int NOT NULL);
-- TO
ALTER TABLE t ADD PRIMARY KEY (id);
-- SEEN constraint public.t.t_pkey

-- CHANGE primary key columns
CREATE TABLE t (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a));
-- TO
ALTER TABLE t DROP CONSTRAINT t_pkey; ALTER TABLE t ADD PRIMARY KEY (a, b);
-- SEEN constraint public.t.t_pkey

-- CHANGE primary key name
CREATE TABLE t (a int PRIMARY KEY);
-- TO
ALTER TABLE t RENAME CONSTRAINT t_pkey TO pk_t;
-- SEEN constraint public.t.pk_t

-- CHANGE unique constraint added
CREATE TABLE t (a int);
-- TO
ALTER TABLE t ADD CONSTRAINT u UNIQUE (a);
-- SEEN constraint public.t.u

-- CHANGE unique constraint column order
CREATE TABLE t (a int, b int, CONSTRAINT u UNIQUE (a, b));
-- TO
ALTER TABLE t DROP CONSTRAINT u; ALTER TABLE t ADD CONSTRAINT u UNIQUE (b, a);
-- SEEN constraint public.t.u

-- CHANGE unique constraint deferrable
CREATE TABLE t (a int, CONSTRAINT u UNIQUE (a));
-- TO
ALTER TABLE t DROP CONSTRAINT u; ALTER TABLE t ADD CONSTRAINT u UNIQUE (a) DEFERRABLE;
-- SEEN constraint public.t.u

-- CHANGE unique constraint nulls not distinct
-- SINCE 15
CREATE TABLE t (a int, CONSTRAINT u UNIQUE (a));
-- TO
ALTER TABLE t DROP CONSTRAINT u; ALTER TABLE t ADD CONSTRAINT u UNIQUE NULLS NOT DISTINCT (a);
-- SEEN constraint public.t.u

-- CHANGE unique constraint included columns
CREATE TABLE t (a int, b int, CONSTRAINT u UNIQUE (a));
-- TO
ALTER TABLE t DROP CONSTRAINT u; ALTER TABLE t ADD CONSTRAINT u UNIQUE (a) INCLUDE (b);
-- SEEN constraint public.t.u

-- CHANGE temporal key
-- SINCE 18
CREATE TABLE t (id int4range, at tsrange, CONSTRAINT u UNIQUE (id, at));
-- TO
ALTER TABLE t DROP CONSTRAINT u; ALTER TABLE t ADD CONSTRAINT u UNIQUE (id, at WITHOUT OVERLAPS);
-- SEEN constraint public.t.u

-- CHANGE exclusion constraint
CREATE TABLE t (at tsrange);
-- TO
ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (at WITH &&);
-- SEEN constraint public.t.x

-- CHANGE exclusion constraint operator
CREATE TABLE t (at tsrange, CONSTRAINT x EXCLUDE USING gist (at WITH &&));
-- TO
ALTER TABLE t DROP CONSTRAINT x; ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (at WITH =);
-- SEEN constraint public.t.x

-- CHANGE check constraint added
CREATE TABLE t (a int);
-- TO
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);
-- SEEN constraint public.t.c

-- CHANGE check constraint expression
CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0));
-- TO
ALTER TABLE t DROP CONSTRAINT c; ALTER TABLE t ADD CONSTRAINT c CHECK (a > 1);
-- SEEN constraint public.t.c

-- CHANGE check constraint not valid
CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0));
-- TO
ALTER TABLE t DROP CONSTRAINT c; ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
-- SEEN constraint public.t.c

-- CHANGE check constraint no inherit
CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0));
-- TO
ALTER TABLE t DROP CONSTRAINT c; ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NO INHERIT;
-- SEEN constraint public.t.c

-- CHANGE check constraint not enforced
-- SINCE 18
CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0));
-- TO
ALTER TABLE t DROP CONSTRAINT c; ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT ENFORCED;
-- SEEN constraint public.t.c

-- CHANGE constraint comment
CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0));
-- TO
COMMENT ON CONSTRAINT c ON t IS 'A comment';
-- SEEN constraint public.t.c

-- CHANGE foreign key added
CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (o int);
-- TO
ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (o) REFERENCES o;
-- SEEN constraint public.t.f

-- CHANGE foreign key on delete
CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (o int CONSTRAINT f REFERENCES o);
-- TO
ALTER TABLE t DROP CONSTRAINT f; ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (o) REFERENCES o ON DELETE CASCADE;
-- SEEN constraint public.t.f

-- CHANGE foreign key set null columns
-- SINCE 15
CREATE TABLE o (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE t (a int, b int, CONSTRAINT f FOREIGN KEY (a, b) REFERENCES o ON DELETE SET NULL);
-- TO
ALTER TABLE t DROP CONSTRAINT f; ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a, b) REFERENCES o ON DELETE SET NULL (a);
-- SEEN constraint public.t.f

-- CHANGE foreign key match full
CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (o int CONSTRAINT f REFERENCES o);
-- TO
ALTER TABLE t DROP CONSTRAINT f; ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (o) REFERENCES o MATCH FULL;
-- SEEN constraint public.t.f

-- CHANGE foreign key deferred
CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (o int CONSTRAINT f REFERENCES o);
-- TO
ALTER TABLE t ALTER CONSTRAINT f DEFERRABLE INITIALLY DEFERRED;
-- SEEN constraint public.t.f

-- CHANGE foreign key not valid
CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (o int CONSTRAINT f REFERENCES o);
-- TO
ALTER TABLE t DROP CONSTRAINT f; ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (o) REFERENCES o NOT VALID;
-- SEEN constraint public.t.f

-- CHANGE foreign key not enforced
-- SINCE 18
CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (o int CONSTRAINT f REFERENCES o);
-- TO
ALTER TABLE t ALTER CONSTRAINT f NOT ENFORCED;
-- SEEN constraint public.t.f

-- CHANGE foreign key name
CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (o int CONSTRAINT f REFERENCES o);
-- TO
ALTER TABLE t RENAME CONSTRAINT f TO g;
-- SEEN constraint public.t.g

-- CHANGE foreign key triggers disabled
CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (o int CONSTRAINT f REFERENCES o);
-- TO
ALTER TABLE t DISABLE TRIGGER ALL;
-- SEEN constraint public.t.f

-- CHANGE index added
CREATE TABLE t (a int);
-- TO
CREATE INDEX i ON t (a);
-- SEEN index public.i

-- CHANGE index unique
CREATE TABLE t (a int); CREATE INDEX i ON t (a);
-- TO
DROP INDEX i; CREATE UNIQUE INDEX i ON t (a);
-- SEEN index public.i

-- CHANGE index columns
CREATE TABLE t (a int, b int); CREATE INDEX i ON t (a);
-- TO
DROP INDEX i; CREATE INDEX i ON t (b);
-- SEEN index public.i

-- CHANGE index order
CREATE TABLE t (a int); CREATE INDEX i ON t (a);
-- TO
DROP INDEX i; CREATE INDEX i ON t (a DESC NULLS LAST);
-- SEEN index public.i

-- CHANGE index predicate
CREATE TABLE t (a int); CREATE INDEX i ON t (a) WHERE a > 0;
-- TO
DROP INDEX i; CREATE INDEX i ON t (a) WHERE a > 1;
-- SEEN index public.i

-- CHANGE index expression
CREATE TABLE t (a text); CREATE INDEX i ON t (lower(a));
-- TO
DROP INDEX i; CREATE INDEX i ON t (upper(a));
-- SEEN index public.i

-- CHANGE index method
CREATE TABLE t (a int); CREATE INDEX i ON t (a);
-- TO
DROP INDEX i; CREATE INDEX i ON t USING hash (a);
-- SEEN index public.i

-- CHANGE index included column
CREATE TABLE t (a int, b int); CREATE INDEX i ON t (a);
-- TO
DROP INDEX i; CREATE INDEX i ON t (a) INCLUDE (b);
-- SEEN index public.i

-- CHANGE index operator class
CREATE TABLE t (a text); CREATE INDEX i ON t (a);
-- TO
DROP INDEX i; CREATE INDEX i ON t (a text_pattern_ops);
-- SEEN index public.i

-- CHANGE index collation
CREATE TABLE t (a text); CREATE INDEX i ON t (a);
-- TO
DROP INDEX i; CREATE INDEX i ON t (a COLLATE "C");
-- SEEN index public.i

-- CHANGE index storage parameter
CREATE TABLE t (a int); CREATE INDEX i ON t (a);
-- TO
ALTER INDEX i SET (fillfactor = 50);
-- SEEN index public.i

-- CHANGE index statistics target
CREATE TABLE t (a text); CREATE INDEX i ON t (lower(a));
-- TO
ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 500;
-- SEEN index public.i

-- CHANGE index comment
CREATE TABLE t (a int); CREATE INDEX i ON t (a);
-- TO
COMMENT ON INDEX i IS 'A comment';
-- SEEN index public.i

-- CHANGE index name
CREATE TABLE t (a int); CREATE INDEX i ON t (a);
-- TO
ALTER INDEX i RENAME TO j;
-- SEEN index public.j

-- CHANGE index invalid
CREATE TABLE t (a int); CREATE INDEX i ON t (a);
-- TO
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass;
-- SEEN index public.i

-- CHANGE partition added
CREATE TABLE t (a int) PARTITION BY RANGE (a);
-- TO
CREATE TABLE p PARTITION OF t FOR VALUES FROM (0) TO (10);
-- SEEN table public.p

-- CHANGE partition bounds
CREATE TABLE t (a int) PARTITION BY RANGE (a); CREATE TABLE p PARTITION OF t FOR VALUES FROM (0) TO (10);
-- TO
ALTER TABLE t DETACH PARTITION p; ALTER TABLE t ATTACH PARTITION p FOR VALUES FROM (0) TO (20);
-- SEEN table public.p

-- CHANGE partition detached
CREATE TABLE t (a int) PARTITION BY RANGE (a); CREATE TABLE p PARTITION OF t FOR VALUES FROM (0) TO (10);
-- TO
ALTER TABLE t DETACH PARTITION p;
-- SEEN table public.p

-- CHANGE partition key
CREATE TABLE t (a int, b int) PARTITION BY RANGE (a);
-- TO
DROP TABLE t; CREATE TABLE t (a int, b int) PARTITION BY RANGE ((a + b));
-- SEEN table public.t

-- CHANGE partitioned table instead of a table
CREATE TABLE t (a int);
-- TO
DROP TABLE t; CREATE TABLE t (a int) PARTITION BY HASH (a);
-- SEEN table public.t

-- CHANGE partition default
CREATE TABLE t (a int) PARTITION BY LIST (a);
-- TO
CREATE TABLE d PARTITION OF t DEFAULT;
-- SEEN table public.t

-- CHANGE sequence added
-- TO
CREATE SEQUENCE s;
-- SEEN sequence public.s

-- CHANGE sequence increment
CREATE SEQUENCE s;
-- TO
ALTER SEQUENCE s INCREMENT BY 50;
-- SEEN sequence public.s

-- CHANGE sequence type
CREATE SEQUENCE s;
-- TO
ALTER SEQUENCE s AS int;
-- SEEN sequence public.s

-- CHANGE sequence cycle
CREATE SEQUENCE s;
-- TO
ALTER SEQUENCE s CYCLE;
-- SEEN sequence public.s

-- CHANGE sequence cache
CREATE SEQUENCE s;
-- TO
ALTER SEQUENCE s CACHE 20;
-- SEEN sequence public.s

-- CHANGE sequence owned by
CREATE TABLE t (id int); CREATE SEQUENCE s;
-- TO
ALTER SEQUENCE s OWNED BY t.id;
-- SEEN sequence public.s

-- CHANGE view added
CREATE TABLE t (a int);
-- TO
CREATE VIEW v AS SELECT a FROM t;
-- SEEN view public.v

-- CHANGE view query
CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t;
-- TO
CREATE OR REPLACE VIEW v AS SELECT a FROM t WHERE a > 0;
-- SEEN view public.v

-- CHANGE view option
CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t;
-- TO
ALTER VIEW v SET (security_barrier = true);
-- SEEN view public.v

-- CHANGE view check option
CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t;
-- TO
CREATE OR REPLACE VIEW v AS SELECT a FROM t WITH LOCAL CHECK OPTION;
-- SEEN view public.v

-- CHANGE view column default
CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t;
-- TO
ALTER VIEW v ALTER COLUMN a SET DEFAULT 1;
-- SEEN column public.v.a

-- CHANGE view column comment
CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t;
-- TO
COMMENT ON COLUMN v.a IS 'A comment';
-- SEEN column public.v.a

-- CHANGE materialized view query
CREATE TABLE t (a int); CREATE MATERIALIZED VIEW v AS SELECT a FROM t;
-- TO
DROP MATERIALIZED VIEW v; CREATE MATERIALIZED VIEW v AS SELECT a FROM t WHERE a > 0;
-- SEEN materialized view public.v

-- CHANGE materialized view index
CREATE TABLE t (a int); CREATE MATERIALIZED VIEW v AS SELECT a FROM t;
-- TO
CREATE UNIQUE INDEX i ON v (a);
-- SEEN index public.i

-- CHANGE rule
CREATE TABLE t (a int);
-- TO
CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING;
-- SEEN rule public.t.r

-- CHANGE rule disabled
CREATE TABLE t (a int); CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING;
-- TO
ALTER TABLE t DISABLE RULE r;
-- SEEN rule public.t.r

-- CHANGE trigger added
CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
-- TO
CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
-- SEEN trigger public.t.g

-- CHANGE trigger condition
CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();
-- TO
DROP TRIGGER g ON t; CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW WHEN (old.a < new.a) EXECUTE FUNCTION f();
-- SEEN trigger public.t.g

-- CHANGE trigger columns
CREATE TABLE t (a int, b int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER g BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f();
-- TO
DROP TRIGGER g ON t; CREATE TRIGGER g BEFORE UPDATE OF b ON t FOR EACH ROW EXECUTE FUNCTION f();
-- SEEN trigger public.t.g

-- CHANGE trigger arguments
CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f('x');
-- TO
DROP TRIGGER g ON t; CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f('y');
-- SEEN trigger public.t.g

-- CHANGE trigger disabled
CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();
-- TO
ALTER TABLE t DISABLE TRIGGER g;
-- SEEN trigger public.t.g

-- CHANGE trigger transition table
CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER g AFTER UPDATE ON t FOR EACH STATEMENT EXECUTE FUNCTION f();
-- TO
DROP TRIGGER g ON t; CREATE TRIGGER g AFTER UPDATE ON t REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION f();
-- SEEN trigger public.t.g

-- CHANGE event trigger
CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
-- TO
CREATE EVENT TRIGGER e ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION f();
-- SEEN event trigger e

-- CHANGE event trigger disabled
CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f();
-- TO
ALTER EVENT TRIGGER e DISABLE;
-- SEEN event trigger e

-- CHANGE policy
CREATE TABLE t (a int);
-- TO
CREATE POLICY p ON t USING (a > 0);
-- SEEN policy public.t.p

-- CHANGE policy expression
CREATE TABLE t (a int); CREATE POLICY p ON t USING (a > 0);
-- TO
ALTER POLICY p ON t USING (a > 1);
-- SEEN policy public.t.p

-- CHANGE policy roles
CREATE TABLE t (a int); CREATE POLICY p ON t USING (a > 0);
-- TO
ALTER POLICY p ON t TO CURRENT_USER;
-- SEEN policy public.t.p

-- CHANGE enum label added
CREATE TYPE e AS ENUM ('a', 'c');
-- TO
ALTER TYPE e ADD VALUE 'b' BEFORE 'c';
-- SEEN enum public.e

-- CHANGE enum label renamed
CREATE TYPE e AS ENUM ('a', 'c');
-- TO
ALTER TYPE e RENAME VALUE 'c' TO 'b';
-- SEEN enum public.e

-- CHANGE enum label order
CREATE TYPE e AS ENUM ('a', 'b');
-- TO
DROP TYPE e; CREATE TYPE e AS ENUM ('b', 'a');
-- SEEN enum public.e

-- CHANGE enum label removed
CREATE TYPE e AS ENUM ('a', 'b');
-- TO
DROP TYPE e; CREATE TYPE e AS ENUM ('a');
-- SEEN enum public.e

-- CHANGE domain type
CREATE DOMAIN d AS int;
-- TO
DROP DOMAIN d; CREATE DOMAIN d AS bigint;
-- SEEN domain public.d

-- CHANGE domain length
CREATE DOMAIN d AS varchar(10);
-- TO
DROP DOMAIN d; CREATE DOMAIN d AS varchar(20);
-- SEEN domain public.d

-- CHANGE domain check
CREATE DOMAIN d AS int;
-- TO
ALTER DOMAIN d ADD CONSTRAINT c CHECK (value > 0);
-- SEEN constraint public.d.c

-- CHANGE domain check expression
CREATE DOMAIN d AS int CONSTRAINT c CHECK (value > 0);
-- TO
ALTER DOMAIN d DROP CONSTRAINT c; ALTER DOMAIN d ADD CONSTRAINT c CHECK (value > 1);
-- SEEN constraint public.d.c

-- CHANGE domain check not valid
CREATE DOMAIN d AS int CONSTRAINT c CHECK (value > 0);
-- TO
ALTER DOMAIN d DROP CONSTRAINT c; ALTER DOMAIN d ADD CONSTRAINT c CHECK (value > 0) NOT VALID;
-- SEEN constraint public.d.c

-- CHANGE domain not null
CREATE DOMAIN d AS int;
-- TO
ALTER DOMAIN d SET NOT NULL;
-- SEEN domain public.d

-- CHANGE domain default
CREATE DOMAIN d AS int DEFAULT 1;
-- TO
ALTER DOMAIN d SET DEFAULT 2;
-- SEEN domain public.d

-- CHANGE domain collation
CREATE DOMAIN d AS text;
-- TO
DROP DOMAIN d; CREATE DOMAIN d AS text COLLATE "C";
-- SEEN domain public.d

-- CHANGE domain comment
CREATE DOMAIN d AS int;
-- TO
COMMENT ON DOMAIN d IS 'A comment';
-- SEEN domain public.d

-- CHANGE composite type attribute
CREATE TYPE c AS (a int);
-- TO
ALTER TYPE c ADD ATTRIBUTE b text;
-- SEEN column public.c.b

-- CHANGE composite type attribute type
CREATE TYPE c AS (a int);
-- TO
ALTER TYPE c ALTER ATTRIBUTE a TYPE bigint;
-- SEEN column public.c.a

-- CHANGE composite type privileges
CREATE TYPE c AS (a int);
-- TO
REVOKE USAGE ON TYPE c FROM PUBLIC;
-- SEEN composite type public.c

-- CHANGE range type
-- TO
CREATE TYPE r AS RANGE (subtype = float8);
-- SEEN range type public.r

-- CHANGE range type function
CREATE TYPE r AS RANGE (subtype = float8);
-- TO
DROP TYPE r; CREATE TYPE r AS RANGE (subtype = float8, subtype_diff = float8mi);
-- SEEN range type public.r

-- CHANGE function added
-- TO
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a';
-- SEEN function public.f(integer)

-- CHANGE function body
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a';
-- TO
CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a + 1';
-- SEEN function public.f(integer)

-- CHANGE function body of an atomic function
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT a; END;
-- TO
CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT a + 1; END;
-- SEEN function public.f(integer)

-- CHANGE function volatility
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a';
-- TO
ALTER FUNCTION f(int) IMMUTABLE;
-- SEEN function public.f(integer)

-- CHANGE function security
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a';
-- TO
ALTER FUNCTION f(int) SECURITY DEFINER SET search_path = pg_catalog;
-- SEEN function public.f(integer)

-- CHANGE function default of a parameter
CREATE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT a';
-- TO
CREATE OR REPLACE FUNCTION f(a int DEFAULT 2) RETURNS int LANGUAGE sql AS 'SELECT a';
-- SEEN function public.f(integer)

-- CHANGE function name of a parameter
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- TO
DROP FUNCTION f(int); CREATE FUNCTION f(b int) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- SEEN function public.f(integer)

-- CHANGE function return type
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- TO
DROP FUNCTION f(); CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
-- SEEN function public.f()

-- CHANGE function overloaded
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- TO
CREATE FUNCTION f(a text) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- SEEN function public.f(text)

-- CHANGE function privileges
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- TO
REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC;
-- SEEN function public.f()

-- CHANGE function language
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- TO
CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
-- SEEN function public.f()

-- CHANGE procedure body
CREATE PROCEDURE p() LANGUAGE plpgsql AS 'BEGIN COMMIT; END';
-- TO
CREATE OR REPLACE PROCEDURE p() LANGUAGE plpgsql AS 'BEGIN ROLLBACK; END';
-- SEEN procedure public.p()

-- CHANGE procedure instead of a function
CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'SELECT 1';
-- TO
DROP FUNCTION f(); CREATE PROCEDURE f() LANGUAGE sql AS 'SELECT 1';
-- SEEN procedure public.f()

-- CHANGE aggregate
CREATE AGGREGATE g(int) (sfunc = int4pl, stype = int, initcond = '0');
-- TO
DROP AGGREGATE g(int); CREATE AGGREGATE g(int) (sfunc = int4pl, stype = int, initcond = '1');
-- SEEN aggregate public.g(integer)

-- CHANGE operator
CREATE FUNCTION f(int, int) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- TO
CREATE OPERATOR ### (LEFTARG = int, RIGHTARG = int, FUNCTION = f);
-- SEEN operator public.###(integer,integer)

-- CHANGE operator class
CREATE OPERATOR CLASS oc FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int);
-- TO
DROP OPERATOR CLASS oc USING btree; DROP OPERATOR FAMILY IF EXISTS oc USING btree;
CREATE OPERATOR CLASS oc FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int);
-- SEEN operator of a family

-- CHANGE cast
CREATE TYPE c AS (a int); CREATE FUNCTION f(c) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- TO
CREATE CAST (c AS int) WITH FUNCTION f(c);
-- SEEN cast (public.c AS integer)

-- CHANGE cast context
CREATE TYPE c AS (a int); CREATE FUNCTION f(c) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE CAST (c AS int) WITH FUNCTION f(c);
-- TO
DROP CAST (c AS int); CREATE CAST (c AS int) WITH FUNCTION f(c) AS IMPLICIT;
-- SEEN cast (public.c AS integer)

-- CHANGE collation
-- TO
CREATE COLLATION k (locale = 'C');
-- SEEN collation public.k

-- CHANGE statistics object
CREATE TABLE t (a int, b int);
-- TO
CREATE STATISTICS s (dependencies) ON a, b FROM t;
-- SEEN statistics public.s

-- CHANGE statistics object expression
CREATE TABLE t (a int, b int); CREATE STATISTICS s ON (a + b) FROM t;
-- TO
DROP STATISTICS s; CREATE STATISTICS s ON (a - b) FROM t;
-- SEEN statistics public.s

-- CHANGE statistics object target
CREATE TABLE t (a int, b int); CREATE STATISTICS s (dependencies) ON a, b FROM t;
-- TO
ALTER STATISTICS s SET STATISTICS 50;
-- SEEN statistics public.s

-- CHANGE text search configuration
CREATE TEXT SEARCH CONFIGURATION c (COPY = simple);
-- TO
ALTER TEXT SEARCH CONFIGURATION c ALTER MAPPING FOR word WITH english_stem;
-- SEEN text search configuration public.c

-- CHANGE text search dictionary
CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple, accept = false);
-- TO
ALTER TEXT SEARCH DICTIONARY d (accept = true);
-- SEEN text search dictionary public.d

-- CHANGE schema
-- TO
CREATE SCHEMA other;
-- SEEN schema other

-- CHANGE schema privileges
CREATE SCHEMA other;
-- TO
GRANT USAGE ON SCHEMA other TO PUBLIC;
-- SEEN schema other

-- CHANGE schema public privileges
-- TO
REVOKE ALL ON SCHEMA public FROM PUBLIC;
-- SEEN schema public

-- CHANGE schema comment
CREATE SCHEMA other;
-- TO
COMMENT ON SCHEMA other IS 'A comment';
-- SEEN schema other

-- CHANGE table privileges
CREATE TABLE t (id int);
-- TO
GRANT SELECT, INSERT ON t TO PUBLIC;
-- SEEN table public.t

-- CHANGE table grant option
CREATE TABLE t (id int); GRANT SELECT ON t TO pg_monitor;
-- TO
GRANT SELECT ON t TO pg_monitor WITH GRANT OPTION;
-- SEEN table public.t

-- CHANGE table owner
CREATE TABLE t (id int);
-- TO
ALTER TABLE t OWNER TO pg_monitor;
-- SEEN table public.t

-- CHANGE default privileges
-- TO
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC;
-- SEEN default privileges for role

-- CHANGE privileges of a function of the server
-- TO
REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) FROM PUBLIC;
-- SEEN function pg_sleep(double precision)

-- CHANGE extension
-- TO
CREATE EXTENSION pgcrypto;
-- SEEN extension pgcrypto

-- CHANGE extension in another schema
CREATE SCHEMA other; CREATE EXTENSION pgcrypto;
-- TO
ALTER EXTENSION pgcrypto SET SCHEMA other;
-- SEEN extension pgcrypto

-- CHANGE object that depends on an extension
CREATE EXTENSION pgcrypto; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- TO
ALTER FUNCTION f() DEPENDS ON EXTENSION pgcrypto;
-- SEEN function public.f()

-- CHANGE publication
CREATE TABLE t (id int);
-- TO
CREATE PUBLICATION p FOR TABLE t;
-- SEEN publication p

-- CHANGE publication table
CREATE TABLE t (id int); CREATE TABLE o (id int); CREATE PUBLICATION p FOR TABLE t;
-- TO
ALTER PUBLICATION p ADD TABLE o;
-- SEEN publication p

-- CHANGE publication filter
-- SINCE 15
CREATE TABLE t (id int PRIMARY KEY); CREATE PUBLICATION p FOR TABLE t;
-- TO
ALTER PUBLICATION p SET TABLE t WHERE (id > 0);
-- SEEN publication p

-- CHANGE publication columns
-- SINCE 15
CREATE TABLE t (id int PRIMARY KEY, v text); CREATE PUBLICATION p FOR TABLE t;
-- TO
ALTER PUBLICATION p SET TABLE t (id);
-- SEEN publication p

-- CHANGE publication schema
-- SINCE 15
CREATE PUBLICATION p;
-- TO
ALTER PUBLICATION p ADD TABLES IN SCHEMA public;
-- SEEN publication p

-- CHANGE publication operations
CREATE PUBLICATION p;
-- TO
ALTER PUBLICATION p SET (publish = 'insert');
-- SEEN publication p

-- CHANGE subscription
-- TO
CREATE SUBSCRIPTION s CONNECTION 'dbname=none' PUBLICATION p WITH (connect = false, slot_name = NONE);
-- SEEN subscription s

-- CHANGE foreign data wrapper
-- TO
CREATE FOREIGN DATA WRAPPER w;
-- SEEN foreign-data wrapper w

-- CHANGE foreign server options
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (a 'x');
-- TO
ALTER SERVER s OPTIONS (SET a 'y');
-- SEEN server s

-- CHANGE foreign table column option
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE t (a int) SERVER s;
-- TO
ALTER FOREIGN TABLE t ALTER COLUMN a OPTIONS (ADD b 'x');
-- SEEN column public.t.a

-- CHANGE foreign table options
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE t (a int) SERVER s;
-- TO
ALTER FOREIGN TABLE t OPTIONS (ADD b 'x');
-- SEEN foreign table public.t

-- CHANGE user mapping
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE USER MAPPING FOR CURRENT_USER SERVER s OPTIONS (password 'x');
-- TO
ALTER USER MAPPING FOR CURRENT_USER SERVER s OPTIONS (SET password 'y');
-- SEEN user mapping
