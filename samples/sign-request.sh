#!/usr/bin/env bash
# Prints a token that signs one request to the exchange (docs/api.md): sign-request.sh KEY.pem KID PARTNER BODY-FILE [OFFICIAL] [CASE] [AUDIENCE]
# For a GET, give /dev/null as the body. Needs bash and openssl.
set -euo pipefail

key=$1 kid=$2 partner=$3 body=$4 official=${5:-$(id -un)} case=${6:-trial} audience=${7:-urn:muniment:hub}

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# openssl signs as DER: two whole numbers. A JWT wants them as 32 bytes each, one after the other (RFC 7518, section 3.4).
raw_signature() {
    openssl asn1parse -inform DER | sed -n 's/.*INTEGER *://p' | while read -r number; do
        number=$(printf '%064s' "${number#00}" | tr ' ' '0')
        printf '%s' "${number: -64}"
    done | while read -r -n 2 byte; do printf "\\x$byte"; done
}

now=$(date +%s)
hash=$(openssl dgst -sha256 -r < "$body" | cut -d ' ' -f 1)
header=$(printf '{"alg":"ES256","typ":"JWT","kid":"%s"}' "$kid" | base64url)
claims=$(printf '{"iss":"%s","aud":"%s","iat":%d,"exp":%d,"jti":"%s","official":"%s","case":"%s","body_sha256":"%s"}' \
    "$partner" "$audience" "$now" "$((now + 120))" "$(openssl rand -hex 16)" "$official" "$case" "$hash" | base64url)
signature=$(printf '%s.%s' "$header" "$claims" | openssl dgst -sha256 -sign "$key" | raw_signature | base64url)
printf '%s.%s.%s\n' "$header" "$claims" "$signature"
