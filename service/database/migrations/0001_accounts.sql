-- Users, their sessions, the refresh tokens of a session, and the keys that sign access tokens.
--
-- Operators may work in table users with psql: what they change reaches every process of the service by the
-- notifications below, and a login that is under way by the version column.

CREATE TABLE users (
    id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    username       text NOT NULL,
    username_key   text NOT NULL,
    email          text NOT NULL,
    email_key      text NOT NULL,
    email_verified boolean NOT NULL DEFAULT false,
    password_hash  text NOT NULL,
    status         text NOT NULL DEFAULT 'active',
    roles          text[] NOT NULL DEFAULT '{}',
    version        bigint NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    last_login_at  timestamptz,
    CONSTRAINT users_username_unique UNIQUE (username_key),
    CONSTRAINT users_email_unique UNIQUE (email_key),
    CONSTRAINT users_keys_not_empty CHECK (username_key <> '' AND email_key <> ''),
    CONSTRAINT users_status_known CHECK (status IN ('active', 'suspended', 'banned'))
);

COMMENT ON COLUMN users.username_key IS 'the name without case, by which it is unique; follows username by itself';
COMMENT ON COLUMN users.email_key IS 'the address without case, by which it is unique; follows email by itself';
COMMENT ON COLUMN users.version IS 'counts the changes that matter for security; kept by a trigger';

CREATE TABLE sessions (
    id           uuid PRIMARY KEY,
    user_id      uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    end_reason   text
);

CREATE INDEX sessions_user_id ON sessions (user_id) WHERE ended_at IS NULL;

-- Every refresh token that a session ever had, hashed: one used twice ends the session, however old it is.
CREATE TABLE refresh_tokens (
    token_hash bytea PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    rotated_at timestamptz
);

CREATE INDEX refresh_tokens_session_id ON refresh_tokens (session_id);

CREATE TABLE signing_keys (
    kid         text PRIMARY KEY,
    algorithm   text NOT NULL,
    public_key  bytea NOT NULL,
    private_key bytea NOT NULL,
    secret_id   text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    retired_at  timestamptz
);

COMMENT ON COLUMN signing_keys.private_key IS 'encrypted under a key derived from SECRET_KEY';
COMMENT ON COLUMN signing_keys.secret_id IS 'which SECRET_KEY that was, without telling it';

-- However many processes start at once, one key signs.
CREATE UNIQUE INDEX signing_keys_active ON signing_keys (secret_id) WHERE retired_at IS NULL;

-- The keys that names and addresses are unique by. The service gives them itself, folded by Unicode's rules (NFKC and
-- full case folding); for what somebody types into psql this comes as near as PostgreSQL 14 can.
CREATE FUNCTION fold_case(given text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT normalize(replace(replace(lower(normalize(given, NFKC)), 'ß', 'ss'), 'ς', 'σ'), NFKC)
$$;

CREATE FUNCTION users_fill_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.username_key := coalesce(NEW.username_key, fold_case(NEW.username));
        NEW.email_key := coalesce(NEW.email_key, fold_case(NEW.email));
        RETURN NEW;
    END IF;
    IF NEW.username <> OLD.username AND NEW.username_key = OLD.username_key THEN
        NEW.username_key := fold_case(NEW.username);
    END IF;
    IF NEW.email <> OLD.email AND NEW.email_key = OLD.email_key THEN
        NEW.email_key := fold_case(NEW.email);
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER users_fill_keys BEFORE INSERT OR UPDATE OF username, email ON users
    FOR EACH ROW EXECUTE FUNCTION users_fill_keys();

CREATE FUNCTION users_count_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    RETURN NEW;
END $$;

CREATE TRIGGER users_count_version BEFORE UPDATE ON users
    FOR EACH ROW
    WHEN ((OLD.username, OLD.username_key, OLD.email, OLD.email_key, OLD.email_verified, OLD.password_hash,
           OLD.status, OLD.roles)
          IS DISTINCT FROM
          (NEW.username, NEW.username_key, NEW.email, NEW.email_key, NEW.email_verified, NEW.password_hash,
           NEW.status, NEW.roles))
    EXECUTE FUNCTION users_count_version();

-- What other processes have to forget. An ordinary login or refresh notifies nobody: commits queue on NOTIFY.
CREATE FUNCTION notify_invalidation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('surelock_invalidation', TG_ARGV[0] || ':' || OLD.id);
    RETURN NULL;
END $$;

CREATE FUNCTION notify_invalidation_of_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('surelock_invalidation', 'all');
    RETURN NULL;
END $$;

CREATE TRIGGER users_notify_update AFTER UPDATE ON users
    FOR EACH ROW WHEN (OLD.version IS DISTINCT FROM NEW.version)
    EXECUTE FUNCTION notify_invalidation('user');
CREATE TRIGGER users_notify_delete AFTER DELETE ON users
    FOR EACH ROW EXECUTE FUNCTION notify_invalidation('user');
CREATE TRIGGER users_notify_truncate AFTER TRUNCATE ON users
    FOR EACH STATEMENT EXECUTE FUNCTION notify_invalidation_of_all();

CREATE TRIGGER sessions_notify_update AFTER UPDATE ON sessions
    FOR EACH ROW
    WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at OR OLD.user_id <> NEW.user_id OR NEW.expires_at < OLD.expires_at)
    EXECUTE FUNCTION notify_invalidation('session');
CREATE TRIGGER sessions_notify_delete AFTER DELETE ON sessions
    FOR EACH ROW EXECUTE FUNCTION notify_invalidation('session');
CREATE TRIGGER sessions_notify_truncate AFTER TRUNCATE ON sessions
    FOR EACH STATEMENT EXECUTE FUNCTION notify_invalidation_of_all();
