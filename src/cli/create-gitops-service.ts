#!/usr/bin/env node
import { main } from './main.ts';

void main('create-gitops-service', process.argv.slice(2));
