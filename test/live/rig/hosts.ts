/**
 * The public hosts that scenarios ask from outside. Each leads to the stand-in
 * of the load balancer, whose certificate names it.
 */
export const publicHosts = [
  'todo.example.com',
  'staging.todo.example.com',
  'api.transparenta.eu',
  'api-dev.transparenta.eu',
  'parcels-dev.example.com',
  'parcels-prod.example.com',
] as const;
