-- Alarms of the equality figures: each has an owner and a day, and is answered in public.
CREATE TABLE equality_alarm (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL, -- tool, agreement
  subject TEXT NOT NULL,
  characteristic TEXT NOT NULL,
  grp TEXT NOT NULL,
  measure TEXT NOT NULL, -- flagged, overturned, contested, wrong
  ratio DOUBLE PRECISION NOT NULL,
  low DOUBLE PRECISION NOT NULL,
  high DOUBLE PRECISION NOT NULL,
  owner TEXT NOT NULL,
  raised_at BIGINT NOT NULL,
  due_on TEXT NOT NULL, -- the last day, in London
  answered_at BIGINT,
  answered_by TEXT,
  answer TEXT
);
CREATE INDEX equality_alarm_subject ON equality_alarm (kind, subject);
