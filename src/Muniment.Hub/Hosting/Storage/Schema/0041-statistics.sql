-- Months that have ended, counted once: what is published of a month never changes. cells: docs/statistics.md, JSON.
CREATE TABLE statistic_month (
  month TEXT PRIMARY KEY,
  counted_at BIGINT NOT NULL,
  cells TEXT NOT NULL
);
