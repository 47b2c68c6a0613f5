-- Answers whose decision is judged once more by somebody who does not see it: what was asked is kept for that, thirty days at most, and erased with the judgement.
CREATE TABLE second_review (
  check_id TEXT NOT NULL PRIMARY KEY,
  drawn_at BIGINT NOT NULL,
  asked TEXT,
  opened_by TEXT,
  opened_at BIGINT,
  judged_by TEXT,
  judged_at BIGINT,
  approve BIGINT,
  reason TEXT
);
CREATE INDEX second_review_waiting ON second_review (drawn_at) WHERE judged_at IS NULL;
