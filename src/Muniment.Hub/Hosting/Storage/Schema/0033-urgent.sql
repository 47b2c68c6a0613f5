-- Disclosures outside any agreement: one person asks, another approves, a third reviews. Values are not kept.
CREATE TABLE urgent_disclosure (
  id TEXT PRIMARY KEY,
  asked_at BIGINT NOT NULL,
  asked_by TEXT NOT NULL,
  person TEXT NOT NULL,
  part BIGINT NOT NULL,
  recipient TEXT NOT NULL,
  fields TEXT NOT NULL,
  ground TEXT NOT NULL,
  reason TEXT NOT NULL,
  approved_at BIGINT,
  approved_by TEXT,
  month TEXT,
  entry TEXT,
  review_due TEXT,
  reviewed_at BIGINT,
  reviewed_by TEXT,
  finding TEXT,
  finding_words TEXT
);
CREATE INDEX urgent_open ON urgent_disclosure (review_due) WHERE approved_at IS NOT NULL AND reviewed_at IS NULL;
