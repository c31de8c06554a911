'use strict';
// What every Node peer does with an order: parse it, fill in what was left out as the hub does, and
// make it the same event. Nothing is stored; keys are a map in memory.

const { randomUUID } = require('node:crypto');

const numbers = new Map();

function money(minor) {
  return (minor / 100).toFixed(2);
}

function minor(text) {
  return Math.round(Number(text) * 100);
}

function item(given) {
  return {
    id: randomUUID(),
    name: given.name,
    quantity: given.quantity,
    unit_price: given.unit_price,
    modifiers: given.modifiers || [],
    total: money(minor(given.unit_price) * Number(given.quantity)),
  };
}

function order(given, number, now) {
  return {
    id: randomUUID(),
    version: 1,
    source: given.source,
    external_id: given.external_id,
    display_number: String(number),
    status: 'pending',
    fulfillment: given.fulfillment || { type: 'pickup' },
    customer: given.customer || {},
    items: given.items.map(item),
    currency: 'GBP',
    subtotal: given.total,
    discount_total: '0.00',
    tax_total: '0.00',
    tax_included: true,
    delivery_fee: '0.00',
    tip_total: '0.00',
    total: given.total,
    payments: given.payments || [],
    note: given.note,
    ack: {},
    print: { status: 'none', count: 0 },
    placed_at: now,
    created_at: now,
    updated_at: now,
  };
}

// The event of a new order, and the number it has in its tenant's stream.
function newOrder(tenant, body) {
  const seq = (numbers.get(tenant) || 0) + 1;
  numbers.set(tenant, seq);
  const now = new Date().toISOString();
  const data = order(JSON.parse(body), seq, now);
  return { type: 'new_order', id: randomUUID(), seq, tenant, time: now, data };
}

// Keys by what they open: key-0 the tenant t0, and so on.
function keys(tenants) {
  const map = new Map();
  for (let i = 0; i < tenants; i++) {
    map.set(`key-${i}`, `t${i}`);
  }
  return map;
}

function readBody(request, done) {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => done(Buffer.concat(parts).toString('utf8')));
}

function answer(response, status, value) {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

module.exports = { newOrder, keys, readBody, answer, money, minor };
