// Enhances pages that work without it.
import { initAll as initGovuk } from '/assets/govuk-frontend.min.js'
import { initAll as initMoj } from '/assets/moj-frontend.min.js'

initGovuk()
initMoj()

// Passkeys: the browser asks for one, and its answer is sent by the form. Where browsers know none, the form stays hidden.
if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false
    form.addEventListener('submit', async event => {
      event.preventDefault()
      const options = JSON.parse(form.dataset.options)
      try {
        const credential = form.dataset.passkey === 'get'
          ? await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
          : await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        form.elements.credential.value = JSON.stringify(credential)
      } catch {
        form.elements.credential.value = '' // Given up: the page that follows says so.
      }
      form.submit()
    })
  }
}
