-- Partners with an endpoint are sent their recalls: how often that failed, and when it is tried again.
CREATE TABLE recall_delivery (
  partner TEXT PRIMARY KEY,
  attempts BIGINT NOT NULL,
  next_at BIGINT NOT NULL
);
CREATE INDEX recall_notice_untold ON recall_notice (partner) WHERE told_at IS NULL;
