-- An answer may also come of a bulk check or a push: 0 a check, 1 a bulk check, 2 a push.
ALTER TABLE partner_check ADD COLUMN direction BIGINT NOT NULL DEFAULT 0;
-- The bulk check it belongs to, and what the partner calls the row.
ALTER TABLE partner_check ADD COLUMN job TEXT;
ALTER TABLE partner_check ADD COLUMN reference TEXT;
-- JSON: what was asked, only while a reviewer has to decide.
ALTER TABLE partner_check ADD COLUMN asked TEXT;
ALTER TABLE partner_check ADD COLUMN returned_words TEXT;
CREATE INDEX partner_check_agreement ON partner_check (agreement, made_at);
CREATE INDEX partner_check_job ON partner_check (job) WHERE job IS NOT NULL;
CREATE INDEX partner_check_waiting ON partner_check (made_at) WHERE outcome = 1 AND decision IS NULL;

-- Who has looked at the evidence of a pending answer: nobody decides without.
CREATE TABLE review_opening (
  check_id TEXT NOT NULL,
  account TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  PRIMARY KEY (check_id, account)
);
