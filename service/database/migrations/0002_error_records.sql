-- What is kept of each failure, so that it can be explained later. Rows are written once and never changed; the service
-- deletes those that are too old or too many.

CREATE TABLE error_records (
    trace_id    text NOT NULL,
    span_id     text NOT NULL,
    number      bigint GENERATED ALWAYS AS IDENTITY,
    occurred_at timestamptz NOT NULL,
    status_code integer NOT NULL,
    error_kind  text NOT NULL,
    error_code  text NOT NULL,
    endpoint    text NOT NULL,
    method      text NOT NULL,
    story       jsonb NOT NULL,
    PRIMARY KEY (trace_id, span_id)
);

COMMENT ON COLUMN error_records.span_id IS 'tells failures apart that share a trace id, which a client may use again';
COMMENT ON COLUMN error_records.number IS 'the order in which the records were written';
COMMENT ON COLUMN error_records.story IS 'what was waited for, in which order, what failed, and who was asking';

CREATE INDEX error_records_occurred_at ON error_records (occurred_at);

-- Our own faults and the clients' are counted apart, and the newest of each are kept.
CREATE INDEX error_records_server_faults ON error_records (number) WHERE status_code >= 500;
CREATE INDEX error_records_client_faults ON error_records (number) WHERE status_code < 500;
