// The local page of a review. Everything comes from the same address; texts are set as text, so nothing that a vendor
// wrote can become markup.
'use strict';

const PARTS = [['overview', 'Overview'], ['map', 'Boundary map'], ['questions', 'Questions'], ['record', 'Record'],
  ['answers', 'Answers'], ['compare', 'Comparison'], ['changes', 'Changes']];
const VERDICTS = ['CONTRADICTED', 'UNKNOWN', 'STALE', 'ATTESTED', 'MEASURED', 'PROVEN'];
const MEANS = {
  CONTRADICTED: 'a measurement or a signed finding says the opposite', UNKNOWN: 'nobody measured or answered; the reason is given',
  STALE: 'too old, or about another build, configuration or policy', ATTESTED: 'the named person’s or firm’s word, until the date',
  MEASURED: 'observed by the named party in the stated window and coverage',
  PROVEN: 'recomputed in this run from bytes and keys at hand',
};
const DECISIONS = [['', 'not decided'], ['accepted', 'accepted'], ['condition', 'accepted with a condition'],
  ['rejected', 'rejected'], ['exception', 'exception until a date']];

let review = null;
let view = null;
let shown = 0; // counts what was asked for, so that a late answer does not replace a newer page

const main = () => document.getElementById('main');

function h(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? '' : value);
  }
  for (const child of children.flat(3)) {
    if (child !== null && child !== undefined && child !== '') node.append(child);
  }
  return node;
}

function say(text, wrong) {
  const status = document.getElementById('status');
  status.textContent = text;
  status.className = wrong ? 'wrong' : '';
}

async function ask(path, body) {
  const how = body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch('api/' + path, how);
  const text = await answer.text();
  if (!answer.ok) {
    let what = text;
    try { what = JSON.parse(text).error; } catch { /* not JSON: shown as it is */ }
    throw new Error(what || `the program answered ${answer.status}`);
  }
  return (answer.headers.get('Content-Type') || '').startsWith('application/json') ? JSON.parse(text) : text;
}

const verdict = (word) => h('span', { class: `verdict ${word}`, title: MEANS[word] }, word);
const link = (hash, text) => h('a', { href: '#/' + hash }, text);
const list = (texts) => (texts.length ? h('ul', {}, texts.map((text) => h('li', {}, text))) : null);
const pairs = (rows) => h('dl', {}, rows.filter(([, value]) => value && value.length !== 0)
  .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
const counts = (some) => VERDICTS.filter((word) => some[word]).map((word) => `${word} ${some[word]}`).join(', ');

function table(caption, heads, rows) {
  return h('div', { class: 'scroll' }, h('table', { class: 'stack' }, h('caption', {}, caption),
    h('thead', {}, h('tr', {}, heads.map((head) => h('th', { scope: 'col' }, head)))),
    h('tbody', {}, rows.map((row) => h('tr', {}, row.map((cell, at) => (at === 0
      ? h('th', { scope: 'row' }, cell) : h('td', { 'data-label': heads[at] }, cell))))))));
}

// Between two moments, on one deployment: what every sentence on the page speaks of.
function scope() {
  const when = view.from ? `Between ${view.from} and ${view.to}` : 'Nothing was measured or answered yet';
  return `${when}, on ${view.deployment || view.name} (${view.product}, ${view.environment}${view.build ? ', build ' + view.build : ''}).`;
}

function overview() {
  const totals = {};
  for (const question of view.questions) totals[question.verdict] = (totals[question.verdict] || 0) + 1;
  return [
    h('h2', {}, 'Overview'), h('p', {}, scope()),
    h('p', {}, `${view.questions.length} questions, by their weakest claim: ${counts(totals)}.`),
    pairs(VERDICTS.map((word) => [verdict(word), MEANS[word]])),
    view.disagreements.length ? [h('h3', {}, 'Answers that disagree'), list(view.disagreements)] : null,
    h('h3', {}, `Gaps against your profile (${view.gaps.length})`),
    view.gaps.length ? table('Less than the profile accepts', ['Claim', 'What is missing', 'Owner', 'Due'],
      view.gaps.map((gap) => [link('question/' + gap.question, gap.claim || gap.question), gap.what, gap.owner, gap.due])) : null,
    h('h3', {}, 'What the probes cannot see'),
    view.blind_spots.length ? view.blind_spots.map((spots) => h('details', {}, h('summary', {}, `${spots.tool}, last run ${spots.last_run}`),
      list(spots.cannot_see))) : h('p', {}, 'No probe has run.'),
    h('h3', {}, 'The vendor as a legal party'),
    view.party.length ? table('Party', ['Entry', 'Kind', 'Details', 'Source', 'Until'], view.party.map((entry) => [entry.name, entry.kind,
      entry.details.map(([name, value]) => `${name}: ${value}`).join('; '), `${entry.source}, read ${entry.retrieved}`, entry.expires]))
      : h('p', {}, 'party.toml is empty.'),
    h('h3', {}, 'Signatures'),
    view.signatures.length ? table('Of the newest signed packet', ['Name', 'Role', 'When', 'Worth'], view.signatures.map((one) => [
      `${one.name}, ${one.title}`, one.role, one.date, one.good ? 'good' : `not good: ${one.why}`])) : h('p', {}, 'Nothing is signed.'),
    view.notices.length || view.missing.length ? [h('h3', {}, 'Notices of the verifier'), list([...view.notices, ...view.missing])] : null,
  ];
}

async function map() {
  const picture = new DOMParser().parseFromString(await ask('map/' + view.name), 'image/svg+xml').documentElement;
  return [h('h2', {}, 'Boundary map'), h('p', {}, scope()),
    h('div', { class: 'map scroll', tabindex: 0, role: 'group', 'aria-label': 'Boundary map, can be scrolled' }, document.adoptNode(picture))];
}

function questions() {
  const groups = [...new Set(view.questions.map((question) => question.group))];
  const only = new URLSearchParams(location.hash.split('?')[1] || '').get('only') || '';
  const picked = view.questions.filter((question) => !only || question.verdict === only);
  return [
    h('h2', {}, 'Questions'), h('p', {}, scope()),
    h('p', {}, 'Show: ', link('questions', 'all'), VERDICTS.map((word) => [' · ', link('questions?only=' + word, word)])),
    groups.map((group) => {
      const some = picked.filter((question) => question.group === group);
      return some.length ? table(group, ['Question', 'Text', 'Verdict', 'Claims', 'Decision'], some.map((question) => [
        link('question/' + question.id, question.id), question.text, verdict(question.verdict), counts(question.counts),
        question.decision ? question.decision.decision : ''])) : null;
    }),
  ];
}

function evidence(index) {
  const item = view.items[index];
  if (item.erased) return h('p', {}, `Item at leaf ${item.leaf} was erased; that it existed stays in the log.`);
  return h('details', { class: 'card' },
    h('summary', {}, `${item.code} ${item.result}: ${item.summary || item.type}`),
    pairs([['Measured or said by', `${item.holder} (${item.party})`], ['Window', `${item.from} to ${item.to}`], ['Valid until', item.valid_until],
      ['Covers', `${item.examined} of ${item.population} ${item.unit}`],
      ['Left out', item.excluded.map((part) => `${part.count} ${part.what}: ${part.why}`).join('; ')],
      ['How', `${item.tool}, run ${item.run}`], ['Limits', list(item.limits.map((code) => `${code}: ${view.limits[code] || ''}`))],
      ['Assumes', list(item.assumes.map((code) => `${code}: ${view.assumptions[code] || ''}`))], ['Your duties', list(item.duties)],
      ['Cannot see', list(item.cannot_see)],
      ['Raw files', list(item.raw.map((file) => `${file.digest} (${file.media_type}, ${file.disclosure})`))],
      ['Item', `${item.id}, leaf ${item.leaf}`]]),
    h('pre', {}, item.body));
}

function claim(id) {
  const one = view.claims[id];
  return h('section', { class: 'card', 'aria-label': 'Claim ' + id }, h('h3', {}, id + ' ', verdict(one.verdict)), h('p', {}, one.text),
    pairs([['By', one.by], ['At', one.at], ['Until', one.until], ['Covers', one.covers], ['Why', [one.rule, one.reason].filter(Boolean).join(': ')],
      ['Gap', one.gap], ['Can be at most', `${one.highest}: ${one.why_not_higher}`], ['How any vendor can show it', one.how],
      ['Asked since', one.asked_since], ['Reopened', one.reopened]]),
    one.items.map(evidence), link('answers?claim=' + id, 'File an answer to ' + id));
}

function field(label, name, value, kind, more) {
  const input = kind === 'area' ? h('textarea', { name, rows: 4, ...more }, value || '') : h('input', { name, type: kind || 'text', value: value || '', ...more });
  return h('label', {}, label, input);
}

function choice(label, name, options, value) {
  return h('label', {}, label, h('select', { name }, options.map(([key, text]) => h('option', { value: key, selected: key === value }, text))));
}

function form(title, fields, submit, button) {
  return h('form', { 'aria-label': title, onsubmit: async (event) => {
    event.preventDefault();
    try {
      say(await submit(Object.fromEntries(new FormData(event.target))));
    } catch (error) {
      say(error.message, true);
    }
  } }, fields, h('button', {}, button || 'Save'));
}

function decide(question) {
  const now = question.decision || {};
  return form('Decision about ' + question.id, [
    choice('Decision', 'decision', DECISIONS, now.decision), field('Condition (accepted with a condition)', 'condition', now.condition),
    field('Until (exception)', 'until', now.until, 'date'), field('Comment', 'comment', now.comment, 'area'), field('Owner', 'owner', now.owner),
    field('Due', 'due', now.due, 'date'), field('Decided by (name, title)', 'by', now.by),
  ], async (values) => {
    await ask('record/' + view.name, { question: question.id, ...values });
    await load(view.name);
    return `The decision about ${question.id} is saved in record.json.`;
  });
}

function questionPage(id) {
  const question = view.questions.find((one) => one.id === id);
  if (!question) return [h('p', { class: 'wrong' }, `There is no question ${id}.`)];
  const at = view.questions.indexOf(question);
  const beside = (step, text) => (view.questions[at + step] ? link('question/' + view.questions[at + step].id, text) : null);
  return [h('p', {}, beside(-1, '← previous'), ' ', link('questions', 'all questions'), ' ', beside(1, 'next →')),
    h('h2', {}, id + ' ', verdict(question.verdict)), h('p', {}, question.text), h('p', {}, scope()),
    question.claims.map(claim), h('h3', {}, 'Your decision'), decide(question)];
}

function sign() {
  return form('Sign', [
    field('Role, as profile.toml names it', 'role', '', 'text', { required: true }), field('Your name', 'name', '', 'text', { required: true }),
    field('Your title or position', 'title', '', 'text', { required: true }),
  ], async (values) => {
    say('Writing the packet …');
    const done = await ask('sign/' + view.name, values);
    await load(view.name);
    return `${values.name} has signed packet, record and answers. The packet: ${done.packet}`;
  }, 'Sign');
}

function record() {
  return [h('h2', {}, 'Record'), h('p', {}, 'What you decided, question by question.'),
    h('h3', {}, 'Sign'), h('p', {}, 'A signature covers the packet, this record and the answers as they are now. A packet is written first '
      + 'where there is none of today’s state. Whatever changes afterwards breaks the signature, visibly.'), sign(),
    h('h3', {}, 'Decisions'),
    table('Decisions', ['Question', 'Verdict', 'Decision', 'Comment', 'Owner', 'Due', 'By'], view.questions.map((question) => {
      const one = question.decision || {};
      return [link('question/' + question.id, question.id), verdict(question.verdict), [one.decision || 'not decided', one.condition ? ': ' + one.condition : '',
        one.until ? ' until ' + one.until : ''].join(''), one.comment || '', one.owner || '', one.due || '', one.by ? `${one.by}, ${one.decided}` : ''];
    }))];
}

function answers() {
  const picked = new URLSearchParams(location.hash.split('?')[1] || '').get('claim') || '';
  const ids = Object.keys(view.claims);
  return [h('h2', {}, 'Answers'), h('p', {}, 'What somebody said, with name and date. A word is ATTESTED at most.'),
    view.askings.length ? table('Asked', ['Date', 'Of', 'By', 'Claims'], view.askings.map((one) => [one.date, one.to, one.by, String(one.claims)])) : null,
    view.answers.length ? table('On file, newest last', ['Claims', 'Says', 'Statement', 'Who', 'When', 'Version'], view.answers.map((one) => [
      one.claims.join(' '), one.says, one.statement, `${one.signer}, ${one.entity}`, one.answered, one.version])) : h('p', {}, 'None yet.'),
    h('h3', {}, 'File an answer'), form('File an answer', [
      choice('Claim', 'claim', ids.map((id) => [id, `${id}: ${view.claims[id].text.slice(0, 90)}`]), picked || ids[0]),
      choice('Says', 'says', [['yes', 'yes, it holds'], ['no', 'no, it does not hold'], ['unclear', 'unclear']], 'yes'),
      field('Statement, in their words', 'statement', '', 'area', { required: true }), field('Legal entity that speaks', 'entity', view.entity, 'text', { required: true }),
      field('Name and title of who said it', 'signer', '', 'text', { required: true }), field('Answered on', 'answered', view.now.slice(0, 10), 'date', { required: true }),
      field('For which version of the product', 'version', view.build), field('Source: contract clause, letter, address', 'source', ''),
      field('Valid until', 'valid_until', '', 'date'),
    ], async (values) => {
      const filed = await ask('answers/' + view.name, values);
      await load(view.name);
      return `The answer is filed as item ${filed.filed}. It cannot be changed; a later answer of the same signer replaces it.`;
    })];
}

async function comparison() {
  const picked = new URLSearchParams(location.hash.split('?')[1] || '').get('with') || '';
  const chosen = new Set(picked.split(',').filter(Boolean));
  const both = await ask('compare?with=' + [...chosen].map(encodeURIComponent).join(','));
  const boxes = review.public.map((file) => h('label', {}, h('input', { type: 'checkbox', name: 'with', value: file.id, checked: chosen.has(file.id) }), ' ' + file.name));
  const cell = (one) => {
    const lead = one.lines[one.lead] || one.lines[0] || {};
    const from = [lead.by, lead.date, lead.source].filter(Boolean).join(', ');
    return [verdict(one.verdict), h('div', { class: 'why' }, [lead.text, lead.reason].filter(Boolean).join(' · ')), from ? h('small', {}, from) : null];
  };
  return [h('h2', {}, 'Comparison'),
    h('form', { 'aria-label': 'Public files to show', onsubmit: (event) => {
      event.preventDefault();
      location.hash = '#/compare?with=' + new FormData(event.target).getAll('with').map(encodeURIComponent).join(',');
    } }, h('fieldset', {}, h('legend', {}, 'Beside your own subjects, what these say in public'), boxes), h('button', {}, 'Show')),
    both.columns.map((column) => (column.notes && column.notes.length ? h('p', {}, h('small', {}, `${column.name}: ${column.notes.join('; ')}`)) : null)),
    table('Verdict, who, date, source', ['Question', ...both.columns.map((column) => column.name)],
      both.rows.map((row) => [h('span', {}, `${row.id}: ${row.label}`), ...row.cells.map(cell)]))];
}

function changes() {
  const d = view.difference;
  const parts = [['Verdicts', d.verdicts], ['Expired', d.expired], ['Reopened', d.reopened], ['Record', d.record], ['Overdue', d.overdue],
    ['New answers', d.answers]].filter(([, texts]) => texts.length);
  return [h('h2', {}, 'Changes'), h('p', {}, d.since ? `Since the signed packet ${d.since}: the next meeting’s agenda.`
    : 'Nothing was signed yet: everything that is known counts as new.'),
  parts.length ? parts.map(([title, texts]) => [h('h3', {}, `${title} (${texts.length})`), list(texts)]) : h('p', {}, 'No changes.')];
}

const PAGES = { overview, map, questions, record, answers, compare: comparison, changes };

async function show() {
  const mine = ++shown;
  const [part, argument] = location.hash.slice(2).split('?')[0].split('/');
  const page = part === 'question' ? () => questionPage(decodeURIComponent(argument || '')) : PAGES[part] || overview;
  for (const one of document.querySelectorAll('nav a')) {
    const current = one.getAttribute('href') === '#/' + (part === 'question' ? 'questions' : part || 'overview');
    if (current) one.setAttribute('aria-current', 'page'); else one.removeAttribute('aria-current');
  }
  try {
    const content = await page();
    if (mine !== shown) return;
    main().replaceChildren(...content.flat(5).filter((one) => one));
    document.title = `${(main().querySelector('h2') || {}).textContent || 'Review'} – ${view.name} – ${review.name}`;
  } catch (error) {
    say(error.message, true);
  }
}

async function load(name) {
  view = await ask('subject/' + encodeURIComponent(name));
  await show();
}

async function start() {
  try {
    review = await ask('review');
    document.getElementById('title').textContent = `${review.name} (${review.owner})`;
    document.getElementById('parts').append(...PARTS.map(([part, text]) => link(part, text)));
    const picker = document.getElementById('subject');
    picker.append(...review.subjects.map((name) => h('option', { value: name }, name)));
    picker.addEventListener('change', async () => {
      say('');
      try { await load(picker.value); } catch (error) { say(error.message, true); }
    });
    if (!review.subjects.length) return say('The review has no subject yet: ringfence-review new --subject NAME.');
    await load(review.subjects[0]);
    window.addEventListener('hashchange', async () => { say(''); await show(); main().focus(); window.scrollTo(0, 0); });
  } catch (error) {
    say(error.message, true);
  }
}

start();
