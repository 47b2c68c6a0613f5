// Opens a referral in this browser: RFC 9180, base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. The private key is read from a file and goes nowhere:
// this page may not connect to anything. The same construction as Public/Referrals/Hpke.cs; keep in sync.
const box = document.querySelector('[data-referral]')
const utf8 = new TextEncoder()
const join = (...parts) => {
  const all = parts.map(part => typeof part === 'string' ? utf8.encode(part) : new Uint8Array(part))
  const bytes = new Uint8Array(all.reduce((length, part) => length + part.length, 0))
  all.reduce((at, part) => (bytes.set(part, at), at + part.length), 0)
  return bytes
}
const fromBase64 = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0))

async function hmac(key, bytes) {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, bytes))
}

// An empty salt is as many zeroes as the hash is long. Nothing here is longer than one block of HMAC-SHA256.
const extract = (suite, salt, label, input) => hmac(salt ?? new Uint8Array(32), join('HPKE-v1', suite, label, input))
const expand = async (suite, key, label, info, length) => (await hmac(key, join([0, length], 'HPKE-v1', suite, label, info, [1]))).slice(0, length)

async function open(referral, pem) {
  const encapsulated = fromBase64(referral.encapsulated)
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const der = fromBase64(pem.replace(/-----[^-]+-----/g, '').replace(/\s/g, ''))
  const own = await crypto.subtle.importKey('pkcs8', der, curve, false, ['deriveBits'])
  const other = await crypto.subtle.importKey('raw', encapsulated, curve, false, [])
  const dh = await crypto.subtle.deriveBits({ name: 'ECDH', public: other }, own, 256)
  const kem = join('KEM', [0, 16])
  const shared = await expand(kem, await extract(kem, null, 'eae_prk', dh), 'shared_secret', join(encapsulated, fromBase64(referral.public_key)), 32)
  const suite = join('HPKE', [0, 16, 0, 1, 0, 2])
  const context = join([0], await extract(suite, null, 'psk_id_hash', []), await extract(suite, null, 'info_hash', referral.format))
  const secret = await extract(suite, shared, 'secret', [])
  const key = await crypto.subtle.importKey('raw', await expand(suite, secret, 'key', context, 32), 'AES-GCM', false, ['decrypt'])
  const nonce = await expand(suite, secret, 'base_nonce', context, 12)
  const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce, additionalData: utf8.encode(referral.reference) }, key, fromBase64(referral.ciphertext))
  return JSON.parse(new TextDecoder().decode(text))
}

if (box && globalThis.crypto?.subtle) {
  const list = box.querySelector('dl')
  const status = box.querySelector('[role=status]')
  const file = box.querySelector('input')
  file.value = ''
  box.hidden = false
  file.addEventListener('change', async () => {
    list.hidden = true
    status.textContent = ''
    try {
      const said = await open(JSON.parse(box.dataset.referral), await file.files[0].text())
      for (const row of list.querySelectorAll('[data-field]')) {
        const value = said[row.dataset.field]
        row.hidden = value === undefined
        row.querySelector('dd').textContent = [value ?? ''].flat().join(', ')
      }
      list.hidden = false
    } catch {
      const message = document.createElement('p')
      message.className = 'govuk-error-message'
      message.textContent = box.dataset.wrong
      status.replaceChildren(message)
    }
  })
}
