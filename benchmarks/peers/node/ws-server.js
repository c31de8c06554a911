'use strict';
// The hub's push on Node with ws: an order is posted, its event goes to all sockets of the tenant,
// as one string and one buffer for all of them. Compression is off, as in the hub.
// node ws-server.js PORT TENANTS

const http = require('node:http');
const { WebSocketServer } = require('ws');
const { newOrder, keys, readBody, answer } = require('./orders');

const port = Number(process.argv[2]);
const tenantOfKey = keys(Number(process.argv[3]));
const sockets = new Map([...tenantOfKey.values()].map((tenant) => [tenant, new Set()]));

function tenantOf(request) {
  const tenant = tenantOfKey.get(request.headers['x-api-key']);
  return tenant !== undefined && request.url.split('/')[3].split('?')[0] === tenant ? tenant : null;
}

const server = http.createServer((request, response) => {
  const tenant = tenantOfKey.get(request.headers['x-api-key']);
  if (tenant === undefined || request.url !== `/api/${tenant}/orders`) {
    answer(response, 401, { code: 'unauthenticated' });
    return;
  }
  readBody(request, (body) => {
    const event = newOrder(tenant, body);
    answer(response, 201, { order: event.data });
    const frame = Buffer.from(JSON.stringify(event));
    for (const socket of sockets.get(tenant)) {
      socket.send(frame, { binary: false });
    }
  });
});

const door = new WebSocketServer({ noServer: true, perMessageDeflate: false });
server.on('upgrade', (request, socket, head) => {
  const tenant = tenantOf(request);
  if (tenant === null) {
    socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
    return;
  }
  door.handleUpgrade(request, socket, head, (ws) => {
    const mine = sockets.get(tenant);
    mine.add(ws);
    ws.on('close', () => mine.delete(ws));
    ws.on('error', () => ws.terminate());
    ws.send(JSON.stringify({ type: 'welcome', tenant }));
  });
});

// As often as the hub looks after its sockets.
setInterval(() => {
  for (const mine of sockets.values()) {
    for (const socket of mine) {
      socket.ping();
    }
  }
}, 25_000);

server.keepAliveTimeout = 120_000;
server.listen({ port, host: '127.0.0.1', backlog: 4096 }, () => {
  console.log(`ready on http://127.0.0.1:${port}`);
});
process.on('SIGTERM', () => process.exit(0));
