// Shows a tenant's live events. Continues after the last event when the socket is lost, with a pause that grows.
'use strict';

const SHOWN_MAX = 200;
const PAUSE_FIRST_MS = 500;
const PAUSE_MAX_MS = 30000;

const state = document.getElementById('state');
const events = document.getElementById('events');
let position = null;
let pauseMs = PAUSE_FIRST_MS;

document.getElementById('connect').addEventListener('submit', (submitted) => {
  submitted.preventDefault();
  position = null;
  listen(document.getElementById('tenant').value.trim(), document.getElementById('key').value.trim());
});

async function listen(tenant, key) {
  const answer = await fetch(`/api/${encodeURIComponent(tenant)}/ws-tickets`, {
    method: 'POST',
    headers: {'X-API-Key': key, 'X-Tenant-ID': tenant},
  }).catch(() => null);
  if (answer === null) {
    later(tenant, key, 'the hub does not answer');
    return;
  }
  const body = await answer.json();
  if (!answer.ok) {
    state.textContent = `${body.title} ${body.detail}`;
    return;
  }
  const query = new URLSearchParams({ticket: body.ticket, heartbeat: 'data'});
  if (position !== null) {
    query.set('after', position.seq);
    query.set('epoch', position.epoch);
  }
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}/ws/pos/${encodeURIComponent(tenant)}?${query}`);
  socket.onmessage = (message) => onFrame(JSON.parse(message.data));
  socket.onclose = (closed) => {
    if (closed.code === 4401 || closed.code === 4403) {
      state.textContent = `closed: ${closed.reason}`;
    } else {
      later(tenant, key, 'connection lost');
    }
  };
}

function later(tenant, key, why) {
  state.textContent = `${why}; trying again`;
  setTimeout(() => listen(tenant, key), Math.random() * pauseMs);
  pauseMs = Math.min(PAUSE_MAX_MS, pauseMs * 2);
}

function onFrame(frame) {
  switch (frame.type) {
    case 'welcome':
      position = {epoch: frame.epoch, seq: frame.after};
      return;
    case 'reset':
      position = {epoch: frame.epoch, seq: frame.seq};
      return;
    case 'caught_up':
      pauseMs = PAUSE_FIRST_MS;
      state.textContent = `live at ${frame.seq}`;
      return;
    case 'heartbeat':
    case 'reconnect':
      return;
    default:
      position.seq = frame.seq;
      state.textContent = `live at ${frame.seq}`;
      show(frame);
  }
}

function show(event) {
  const row = events.insertRow(0);
  for (const text of [event.seq, event.time, event.type, summary(event.data)]) {
    row.insertCell().textContent = text;
  }
  while (events.rows.length > SHOWN_MAX) {
    events.deleteRow(-1);
  }
}

function summary(data) {
  if (data.order || data.items) {
    const order = data.order || data;
    return `#${order.display_number} ${order.total} ${order.currency} ${order.status}`;
  }
  if (data.gift_card) {
    return `card …${data.gift_card.last4} ${data.gift_card.balance} ${data.gift_card.currency}`;
  }
  return data.account ? `${data.account.points} points` : '';
}
