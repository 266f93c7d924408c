// What the page does. Everything that comes from a request or an answer is put in as text, never as markup.
import { $, element, fillHeaders, pretty, seconds, showRow } from './view.js';

const root = '/_demo';
const rows = new Map();
let current = null;
let watch = null;

async function send(method, path, body) {
  const response = await fetch(root + path, {
    method, headers: body === undefined ? {} : { 'Content-Type': 'application/json' }, body: body === undefined ? undefined : JSON.stringify(body),
  });
  return response.ok ? '' : (await response.json().catch(() => ({}))).error ?? `It did not work: ${response.status}.`;
}

// The list.

function connect() {
  const events = new EventSource(`${root}/events`);
  events.addEventListener('open', () => {
    rows.forEach(row => row.remove());
    rows.clear();
  });
  events.addEventListener('state', event => show(JSON.parse(event.data)));
  events.addEventListener('error', () => { $('status').textContent = 'The emulator does not answer; trying again …'; });
}

function show(state) {
  for (const [id, row] of rows) {
    if (id < state.first) {
      row.remove();
      rows.delete(id);
    }
  }

  for (const request of state.requests.filter(request => request.id >= state.first)) {
    let row = rows.get(request.id);
    if (!row) {
      row = element('tr');
      rows.set(request.id, row);
      $('rows').prepend(row);
    }

    showRow(row, request, () => open(request));
    mark(row, request.id === current);
  }

  $('none').hidden = rows.size > 0;
  const running = [...rows.values()].filter(row => row.dataset.running === 'true').length;
  $('status').textContent = `${rows.size} requests${running > 0 ? `, ${running} under way` : ''}${state.paused ? ', paused: new ones are answered and not shown' : ''}`;
  $('pause').setAttribute('aria-pressed', String(state.paused));
  showRules(state.rules);
}

// One request.

function mark(row, isCurrent) {
  row.classList.toggle('current', isCurrent);
  row.querySelector('button').setAttribute('aria-current', String(isCurrent));
}

function open(request) {
  watch?.close();
  current = request.id;
  rows.forEach((row, id) => mark(row, id === current));
  $('hint').hidden = true;
  $('shown').hidden = false;
  const events = watch = new EventSource(`${root}/requests/${request.id}`);
  events.addEventListener('open', forget);
  events.addEventListener('request', event => showRequest(JSON.parse(event.data)));
  events.addEventListener('answer', event => showAnswer(JSON.parse(event.data)));
  events.addEventListener('piece', event => showPiece(JSON.parse(event.data)));
  events.addEventListener('end', event => {
    events.close();
    showEnd(JSON.parse(event.data));
  });
}

function forget() {
  for (const id of ['request-headers', 'request-body', 'answer-status', 'answer-headers', 'pieces', 'outcome']) {
    $(id).replaceChildren();
  }
}

function showRequest(request) {
  $('details-title').textContent = `${request.method} ${request.path}`;
  fillHeaders($('request-headers'), request.headers);
  $('request-body').textContent = request.cut ? `${request.body}\n… cut: ${request.size} bytes in all` : pretty(request.body) || '(no body)';
}

function showAnswer(answer) {
  $('answer-status').textContent = `${answer.status}, headers after ${seconds(answer.ms)}`;
  fillHeaders($('answer-headers'), answer.headers);
}

function showPiece(piece) {
  $('pieces').append(element('li', {}, element('time', { textContent: seconds(piece.ms) }), element('span', { className: 'mono', textContent: piece.text.trimEnd() })));
}

function showEnd(end) {
  $('outcome').textContent = `${end.outcome} after ${seconds(end.ms)}, ${end.size} bytes${end.cut ? '; not all of them are kept' : ''}`;
}

// Rules.

// Items that are there stay, and with them the focus. A new rule is the first.
function showRules(rules) {
  const list = $('rule-list');
  const kept = new Set(rules.map(rule => String(rule.id)));
  [...list.children].filter(item => !kept.has(item.dataset.id)).forEach(item => item.remove());
  for (const rule of [...rules].reverse()) {
    let item = [...list.children].find(item => item.dataset.id === String(rule.id));
    if (!item) {
      item = ruleItem(rule);
      list.prepend(item);
    }

    item.firstChild.textContent = `When ${rule.when}: ${rule.then} (used ${rule.used} times)`;
  }

  $('clear-rules').hidden = rules.length === 0;
}

function ruleItem(rule) {
  const remove = element('button', { type: 'button', textContent: 'Remove' });
  remove.setAttribute('aria-label', `Remove the rule: when ${rule.when}, ${rule.then}`);
  remove.addEventListener('click', () => send('DELETE', `/rules/${rule.id}`));
  const item = element('li', {}, element('span'), remove);
  item.dataset.id = rule.id;
  return item;
}

function fieldsOf(form) {
  const fields = {};
  for (const field of form.elements) {
    if (field.name && !field.closest('[hidden]') && !(field.type === 'number' && field.value === '')) {
      fields[field.name] = field.type === 'number' ? field.valueAsNumber : field.value;
    }
  }

  return fields;
}

function showFields() {
  const form = $('form');
  const chosen = new Set(['match', 'do'].map(name => `${name}=${form.elements[name].value}`));
  if (form.elements.do.value === 'fault') {
    chosen.add(`fault=${form.elements.fault.value}`);
  }

  for (const label of form.querySelectorAll('[data-for]')) {
    label.hidden = !label.dataset.for.split(' ').some(choice => chosen.has(choice));
  }
}

$('form').addEventListener('change', showFields);
$('form').addEventListener('submit', async event => {
  event.preventDefault();
  $('problem').textContent = await send('POST', '/rules', fieldsOf(event.target));
});
$('pause').addEventListener('click', () => send($('pause').getAttribute('aria-pressed') === 'true' ? 'DELETE' : 'PUT', '/pause'));
$('clear').addEventListener('click', () => send('DELETE', '/requests'));
$('clear-rules').addEventListener('click', () => send('DELETE', '/rules'));
$('address').textContent = `OLLAMA_HOST=${location.origin}`;
showFields();
connect();
