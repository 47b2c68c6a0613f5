-- Copies of the ledger that were found damaged, by machine and folder. While there is one nothing is disclosed; the look at the whole that finds it good takes it away.
CREATE TABLE ledger_damage (
  place TEXT PRIMARY KEY,
  found_at BIGINT NOT NULL,
  finding TEXT NOT NULL
);
