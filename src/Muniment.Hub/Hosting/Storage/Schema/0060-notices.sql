-- What is posted for everybody. A notice is never deleted: it is corrected, or withdrawn, and says so.
CREATE TABLE notice (
  id TEXT PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  body TEXT NOT NULL,
  agreement TEXT,
  agreement_version BIGINT,
  made_at BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  published_at BIGINT,
  published_by TEXT,
  month TEXT,
  withdrawn_at BIGINT,
  withdrawn_because TEXT
);
CREATE INDEX notice_order ON notice (published_at) WHERE published_at IS NOT NULL;
CREATE INDEX notice_of_month ON notice (month) WHERE month IS NOT NULL;

CREATE TABLE notice_category (
  notice TEXT NOT NULL REFERENCES notice (id),
  category TEXT NOT NULL,
  PRIMARY KEY (category, notice)
);

-- What a notice said before it was corrected, and why.
CREATE TABLE notice_correction (
  notice TEXT NOT NULL REFERENCES notice (id),
  number BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  note TEXT NOT NULL,
  title_before TEXT NOT NULL,
  body_before TEXT NOT NULL,
  PRIMARY KEY (notice, number)
);

-- Counts up with every change of what the public pages show of notices, so that a cached page is known to be out of date.
CREATE TABLE notice_revision (
  id BIGINT PRIMARY KEY,
  revision BIGINT NOT NULL
);
INSERT INTO notice_revision (id, revision) VALUES (1, 0);
