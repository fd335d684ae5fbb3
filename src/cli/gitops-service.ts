#!/usr/bin/env node
import { main } from './main.ts';

void main('gitops-service', process.argv.slice(2));
