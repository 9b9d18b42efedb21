-- add full-text search
--
-- @revision   b2c3d4e5f6g7
-- @revises    a1b2c3d4e5f6
-- @created    2025-06-28T10:30:00Z

-- @upgrade
ALTER TABLE knowledge.posts ADD COLUMN search_vector tsvector;
-- @allow create-index-blocking, statement-under-exclusive-lock because there were few articles when this was applied
CREATE INDEX ix_posts_search_vector ON knowledge.posts USING gin (search_vector);

CREATE FUNCTION knowledge.posts_search_vector_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search_vector :=
        setweight(to_tsvector('english', coalesce(NEW.title, '')), 'A') ||
        setweight(to_tsvector('english', coalesce(NEW.excerpt, '')), 'B') ||
        setweight(to_tsvector('english', coalesce(NEW.content, '')), 'C');
    RETURN NEW;
END
$$;

-- @allow add-trigger because there were few articles when this was applied
CREATE TRIGGER posts_search_vector_trigger BEFORE INSERT OR UPDATE OF title, excerpt, content ON knowledge.posts
    FOR EACH ROW EXECUTE FUNCTION knowledge.posts_search_vector_update();

-- @allow large-dml, statement-under-exclusive-lock because there were few articles when this was applied
UPDATE knowledge.posts SET title = title;

-- @downgrade
DROP TRIGGER posts_search_vector_trigger ON knowledge.posts;
DROP FUNCTION knowledge.posts_search_vector_update();
ALTER TABLE knowledge.posts DROP COLUMN search_vector;
