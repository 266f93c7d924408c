// Makes one WireMock mapping per recorded exchange.
//
//   node make-stubs.mjs <folder of Ollama's transcripts> <folder of llama-server's transcripts>
//
// A transcript is { request: { method, path, headers, body }, response: { status, headers, body } }. The mapping answers only a request that
// equals the recorded one and names the recording in X-Stub: the same request was recorded more than once, with different answers.
//
// Mappings whose names begin with written_ are no recordings and stay as they are: they were written by hand from the documentation and source of
// Ollama 0.34 to 0.40, of which nothing could be recorded.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [ollama, llamaServer] = process.argv.slice(2);
if (!ollama || !llamaServer) {
  console.error("Usage: node make-stubs.mjs <folder of Ollama's transcripts> <folder of llama-server's transcripts>");
  process.exit(2);
}

const target = join(import.meta.dirname, 'mappings');
// What the server that sends the answer decides for itself.
const connectionHeaders = ['content-length', 'transfer-encoding', 'connection', 'keep-alive', 'date'];
const streamingRoutes = ['/api/chat', '/api/generate', '/api/pull', '/api/push', '/api/create'];
// The recorder wrote several exchanges into some files; the first ends here.
const endOfExchange = '[curl exit';

function makeStub(name, { request, response }) {
  const body = response.body.split(endOfExchange)[0];
  return {
    name,
    request: {
      method: request.method,
      urlPath: request.path,
      headers: requestHeaders(name, request),
      ...bodyPatterns(request, response),
    },
    response: {
      status: response.status,
      headers: Object.fromEntries(Object.entries(response.headers).filter(([key]) => !connectionHeaders.includes(key.toLowerCase()))),
      body,
      ...dribble(response, body),
    },
  };
}

function requestHeaders(name, { headers, body }) {
  const matchers = { 'X-Stub': { equalTo: name } };
  if (headers.Host) {
    matchers.Host = { equalTo: headers.Host };
  }
  if (isJson(body)) {
    // curl called bodies form data in places; a JSON body from us is called JSON everywhere.
    matchers['Content-Type'] = { matches: 'application/json(;.*)?' };
  }
  return matchers;
}

function bodyPatterns({ path, body }, { headers }) {
  if (isJson(body) && streamingRoutes.includes(path) && !('stream' in body)) {
    // Left out, it is true, and the SDK always says it. Where the answer is no stream the server never came to look at it.
    const forms = [body, { ...body, stream: true }];
    if (!isStream(headers)) {
      forms.push({ ...body, stream: false });
    }
    return { bodyPatterns: [{ or: forms.map(form => ({ equalToJson: form })) }] };
  }
  if (isJson(body)) {
    const forms = path.startsWith('/v1/') ? [body, spelledOut(path, body)] : [body];
    return { bodyPatterns: forms.length > 1 ? [{ or: forms.map(form => ({ equalToJson: form })) }] : [{ equalToJson: body }] };
  }
  if (body === null) {
    return { bodyPatterns: [{ absent: true }] };
  }
  // '@file' is curl's notation, '...' the recorder's: those bytes were not recorded.
  return body.startsWith('@') || body === '...' ? {} : { bodyPatterns: [{ equalTo: body }] };
}

// What means the same: the SDK says what others leave out, and leaves out what others send as null.
function spelledOut(path, body) {
  const said = withoutNulls(body);
  switch (path) {
    case '/v1/chat/completions':
    case '/v1/completions':
      return { stream: false, ...(body.stream ? { stream_options: { include_usage: false } } : {}), ...said };
    case '/v1/responses':
      return { stream: false, ...said };
    case '/v1/embeddings':
      return { encoding_format: 'float', ...said };
    default:
      return said;
  }
}

function withoutNulls(value) {
  if (Array.isArray(value)) {
    return value.map(withoutNulls);
  }
  return isJson(value)
    ? Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null).map(([name, member]) => [name, withoutNulls(member)]))
    : value;
}

// A stream arrives in pieces whose borders are not its line ends, as streams do.
function dribble({ headers }, body) {
  return isStream(headers) && body.length > 200
    ? { chunkedDribbleDelay: { numberOfChunks: 5, totalDuration: 20 } }
    : {};
}

function isStream(headers) {
  return ['application/x-ndjson', 'text/event-stream'].includes(headers['Content-Type']);
}

function isJson(body) {
  return typeof body === 'object' && body !== null;
}

mkdirSync(target, { recursive: true });
for (const file of readdirSync(target).filter(file => !file.startsWith('written_'))) {
  rmSync(join(target, file));
}
let count = 0;
for (const [source, prefix] of [[ollama, ''], [llamaServer, 'llama_']]) {
  const names = readdirSync(source)
    .filter(file => file.endsWith('.json'))
    .map(file => file.slice(0, -'.json'.length))
    // A cut connection, and WireMock cannot cut.
    .filter(name => name !== 'client_abort');
  for (const name of names) {
    const transcript = JSON.parse(readFileSync(join(source, `${name}.json`), 'utf8'));
    writeFileSync(join(target, `${prefix}${name}.json`), JSON.stringify(makeStub(prefix + name, transcript), null, 2) + '\n');
    count++;
  }
}
console.log(`${count} mappings written.`);
