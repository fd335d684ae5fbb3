// Required by a measured program: says its largest resident set, in KiB, at its end.
process.on('exit', () => console.error(`maxRSS=${process.resourceUsage().maxRSS}`));
