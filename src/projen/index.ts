/** The components of projen that are useful beside a service, without the slow way through its main module. */
export { Component } from 'projen/lib/component.js';
export { FileBase, type FileBaseOptions } from 'projen/lib/file.js';
export { IgnoreFile } from 'projen/lib/ignore-file.js';
export { IniFile } from 'projen/lib/ini.js';
export { JsonFile } from 'projen/lib/json.js';
export { Makefile } from 'projen/lib/makefile.js';
export { SampleDir, SampleFile } from 'projen/lib/sample-file.js';
export { TextFile } from 'projen/lib/textfile.js';
export { TomlFile } from 'projen/lib/toml.js';
export { XmlFile } from 'projen/lib/xmlfile.js';
export { YamlFile } from 'projen/lib/yaml.js';
