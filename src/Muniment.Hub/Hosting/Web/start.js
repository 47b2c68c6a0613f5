// First of all, so that nothing jumps: the style sheets may show what only scripts can work.
document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '')
