// Pieces of the page. Texts only: what comes from outside never becomes markup.
export const $ = id => document.getElementById(id);

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

export const seconds = ms => ms < 1000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(2)} s`;

// JSON with line breaks; anything else as it is.
export function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

export function fillHeaders(list, headers) {
  list.replaceChildren(...headers.flatMap(([name, value]) => [element('dt', { textContent: name }), element('dd', { className: 'mono', textContent: value })]));
}

// A row is made once and then changed, so that the focus stays where it is.
export function showRow(row, request, open) {
  if (!row.firstChild) {
    const button = element('button', { type: 'button' });
    button.addEventListener('click', open);
    row.append(element('td'), element('td', {}, button), ...['model', '', 'rule', '', ''].map(className => element('td', { className })));
  }

  const [time, path, model, status, rule, pieces, took] = row.children;
  time.textContent = new Date(request.at).toLocaleTimeString([], { hour12: false });
  path.firstChild.textContent = `${request.method} ${request.path}`;
  model.textContent = model.title = request.model;
  status.textContent = request.status || (request.outcome || 'waits');
  rule.textContent = rule.title = request.rule;
  pieces.textContent = request.pieces;
  took.textContent = request.outcome ? seconds(request.ms) : 'runs';
  row.dataset.running = String(!request.outcome);
  row.classList.toggle('bad', request.status >= 400 || (request.outcome !== '' && request.outcome !== 'complete'));
}
