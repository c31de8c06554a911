'use strict';
// The hub's push on Node with Socket.IO: each tenant is a room; WebSocket only, no polling.
// node socketio-server.js PORT TENANTS

const http = require('node:http');
const { Server } = require('socket.io');
const { newOrder, keys, readBody, answer } = require('./orders');

const port = Number(process.argv[2]);
const tenantOfKey = keys(Number(process.argv[3]));

const server = http.createServer((request, response) => {
  const tenant = tenantOfKey.get(request.headers['x-api-key']);
  if (tenant === undefined || request.url !== `/api/${tenant}/orders`) {
    answer(response, 401, { code: 'unauthenticated' });
    return;
  }
  readBody(request, (body) => {
    const event = newOrder(tenant, body);
    answer(response, 201, { order: event.data });
    door.to(tenant).emit('new_order', event);
  });
});

const door = new Server(server, { transports: ['websocket'], perMessageDeflate: false });
door.use((socket, next) => {
  const tenant = tenantOfKey.get(socket.handshake.headers['x-api-key']);
  socket.data.tenant = tenant;
  next(tenant === undefined ? new Error('unauthenticated') : undefined);
});
door.on('connection', (socket) => socket.join(socket.data.tenant));

server.keepAliveTimeout = 120_000;
server.listen({ port, host: '127.0.0.1', backlog: 4096 }, () => {
  console.log(`ready on http://127.0.0.1:${port}`);
});
process.on('SIGTERM', () => process.exit(0));
