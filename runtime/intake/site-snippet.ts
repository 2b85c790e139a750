/**
 * The snippet for a company's own site, `<script src="…/t.js" async></script>`: it tells of visits, draws forms where a
 * `<div data-tandem-form="website"></div>` stands, and sends the site's own forms that lead here without leaving the page.
 * It keeps to itself who asks not to be tracked. `window.tandem.track('name')` tells of anything else.
 */
export const siteSnippet = `(function () {
  'use strict'
  var script = document.currentScript
  if (!script || window.tandem) return
  var base = script.src.replace(/\\/t\\.js.*$/, '')
  var memory = {}

  function keep(name, value) {
    memory[name] = value
    try { localStorage.setItem('tandem-' + name, value) } catch (e) { /* a browser that keeps nothing */ }
  }
  function kept(name) {
    try { return localStorage.getItem('tandem-' + name) || memory[name] || '' } catch (e) { return memory[name] || '' }
  }

  if (!/^[\\w-]{8,64}$/.test(kept('visitor'))) {
    keep('visitor', Date.now().toString(36) + '-' + Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2))
  }

  function tell(more) {
    if (navigator.doNotTrack === '1' || navigator.globalPrivacyControl) return Promise.resolve(null)
    var known = kept('known')
    var earlier = kept('visits')
    var body = new URLSearchParams({ visitor: kept('visitor'), url: location.href, title: document.title })
    if (known) body.set('known', known)
    if (known && earlier) body.set('visits', earlier)
    Object.keys(more).forEach(function (name) { body.set(name, more[name]) })
    return fetch(base + '/t', { method: 'POST', body: body, keepalive: true, credentials: 'omit' })
      .then(function (answer) { return answer.ok ? answer.json() : null })
      .then(function (answer) {
        if (!answer) return
        if (known) keep('visits', '')
        else keep('visits', kept('visits').split(',').concat(answer.visit).filter(Boolean).slice(-20).join(','))
      })
      .catch(function () {})
  }

  function becomeKnown(token) {
    keep('known', token)
  }

  var here = new URL(location.href)
  if (here.searchParams.has('tandem')) {
    becomeKnown(here.searchParams.get('tandem'))
    here.searchParams.delete('tandem')
    history.replaceState(history.state, '', here.href)
  }

  var lastUrl = ''
  function visit() {
    if (location.href === lastUrl) return
    lastUrl = location.href
    tell({})
  }
  var push = history.pushState
  history.pushState = function () {
    var answer = push.apply(this, arguments)
    setTimeout(visit, 50)
    return answer
  }
  addEventListener('popstate', function () { setTimeout(visit, 50) })

  function make(tag, properties, children) {
    var element = document.createElement(tag)
    Object.keys(properties).forEach(function (name) { element.setAttribute(name, properties[name]) })
    ;(children || []).forEach(function (child) { element.append(child) })
    return element
  }

  function control(field, id) {
    var given = { id: id, name: field.name }
    if (field.required) given.required = ''
    if (field.type === 'long-text') return make('textarea', given)
    if (field.type === 'choice') {
      return make('select', given, [make('option', { value: '' }, [field.choose])].concat(field.options.map(function (option) {
        return make('option', { value: option.value }, [option.label])
      })))
    }
    given.type = { email: 'email', phone: 'tel', day: 'date', flag: 'checkbox' }[field.type] || 'text'
    if (field.type === 'flag') given.value = 'yes'
    return make('input', given)
  }

  function row(field, id) {
    var input = control(field, id)
    var label = make('label', { for: id }, [field.label])
    return make('div', { class: 'tandem-field' }, field.type === 'flag' ? [input, label] : field.help ? [label, make('small', {}, [field.help]), input] : [label, input])
  }

  function draw(place) {
    var key = place.getAttribute('data-tandem-form')
    var language = place.getAttribute('lang') || document.documentElement.lang
    place.removeAttribute('data-tandem-form')
    fetch(base + '/f/' + encodeURIComponent(key) + (/^(en|ru)/.test(language) ? '?lang=' + language.slice(0, 2) : ''), { headers: { accept: 'application/json' }, credentials: 'omit' })
      .then(function (answer) { return answer.ok ? answer.json() : Promise.reject(new Error('no form')) })
      .then(function (form) {
        var rows = form.fields.map(function (field) {
          return row(Object.assign({ choose: form.choose }, field), 'tandem-' + key + '-' + field.name)
        })
        if (form.consent) rows.push(row({ name: '_consent', type: 'flag', required: true, label: form.consent }, 'tandem-' + key + '-consent'))
        var trap = make('div', { style: 'position:absolute;left:-9999px', 'aria-hidden': 'true' }, [make('input', { name: form.honeypot, tabindex: '-1', autocomplete: 'off' })])
        var hidden = { _at: form.at, _lang: form.language }
        var more = Object.keys(hidden).map(function (name) { return make('input', { type: 'hidden', name: name, value: hidden[name] }) })
        place.replaceChildren(make('form', { class: 'tandem-form', method: 'post', action: base + '/f/' + key }, rows.concat(more, [trap, make('button', { type: 'submit' }, [form.send])])))
        place.firstChild.tandemThanks = [make('strong', {}, [form.thanksTitle]), ' ', form.thanks]
      })
      .catch(function () {})
  }

  function say(form, text) {
    var line = form.querySelector('[role=alert]') || form.appendChild(make('p', { role: 'alert', class: 'tandem-problem' }))
    line.textContent = text
  }

  document.addEventListener('submit', function (event) {
    var form = event.target
    if (event.defaultPrevented || !form.action || String(form.action).indexOf(base + '/f/') !== 0) return
    event.preventDefault()
    var button = form.querySelector('[type=submit]')
    if (button) button.disabled = true
    fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { accept: 'application/json' }, credentials: 'omit' })
      .then(function (answer) { return answer.json().then(function (body) { return { ok: answer.ok, body: body } }) })
      .then(function (answer) {
        if (button) button.disabled = false
        if (!answer.ok) {
          var wrong = (answer.body.fields || [])[0]
          return say(form, wrong ? wrong.message : answer.body.message)
        }
        if (answer.body.known) becomeKnown(answer.body.known)
        form.replaceWith(make('p', { class: 'tandem-thanks', role: 'status' }, form.tandemThanks || ['✓']))
        return tell({ name: 'form-sent' })
      })
      .catch(function () {
        if (button) button.disabled = false
        form.submit()
      })
  })

  function start() {
    document.querySelectorAll('[data-tandem-form]').forEach(draw)
    visit()
  }
  window.tandem = { track: function (name) { return tell({ name: String(name).slice(0, 100) }) } }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start)
  else start()
})()
`
