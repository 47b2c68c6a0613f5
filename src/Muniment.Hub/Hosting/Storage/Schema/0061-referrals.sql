-- Independent organisations that referrals go to. Members are the accounts whose organisation has this name.
CREATE TABLE adviser_organisation (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  about TEXT NOT NULL,
  contact TEXT NOT NULL,
  public_key {blob} NOT NULL,
  key_since BIGINT NOT NULL,
  added_at BIGINT NOT NULL,
  added_by TEXT NOT NULL,
  closed_at BIGINT
);

-- What only the organisation can read. The ciphertext goes when the organisation has dealt with it; that there was a referral stays.
CREATE TABLE referral (
  reference TEXT PRIMARY KEY,
  organisation TEXT NOT NULL REFERENCES adviser_organisation (id),
  public_key {blob} NOT NULL,
  encapsulated {blob},
  ciphertext {blob},
  received_at BIGINT NOT NULL,
  fetched_at BIGINT,
  done_at BIGINT
);
CREATE INDEX referral_queue ON referral (organisation, received_at) WHERE done_at IS NULL;
