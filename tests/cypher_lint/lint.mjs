// Neo4j's own parser and semantic analyser over statements: NDJSON {name, text, parameters, versions} in, NDJSON {name, version, line, severity, message} out.
// Exit status: 0 no problem, 1 problems, 2 the linter itself no longer sees what it must see.

import { createInterface } from "node:readline";
import * as support from "@neo4j-cypher/language-support";

const { allCypherVersions, lintCypherQuery, testData } = support;
// The functions and procedures of a plain Neo4j, from the package itself; APOC and GDS are left out, because ours has none.
const plain = (registry) =>
  Object.fromEntries(
    allCypherVersions.map((version) => [
      version,
      Object.fromEntries(Object.entries(registry[version]).filter(([name]) => !/^(apoc|gds)\./.test(name))),
    ]),
  );
const functions = plain(testData.mockSchema.functions);
const procedures = plain(testData.mockSchema.procedures);
const severities = { 1: "error", 2: "warning", 3: "information", 4: "hint" };

function problems({ name, text, parameters = {} }, version) {
  const schema = { functions, procedures, parameters, defaultLanguage: version };
  return lintCypherQuery(text, schema, { consoleCommandsEnabled: false }).diagnostics.map((diagnostic) => ({
    name,
    version,
    line: diagnostic.range.start.line + 1,
    severity: severities[diagnostic.severity],
    message: diagnostic.message,
  }));
}

// Statements of which it is known what each version says: a release that stops to see them must not pass as "no problem".
const known = [
  { text: "RETURN 1 AS one", says: {} },
  { text: "RETURN nowhere", says: { "CYPHER 5": /not defined/, "CYPHER 25": /not defined/ } },
  { text: "RETURN no_function(1) AS x", says: { "CYPHER 5": /Function no_function/, "CYPHER 25": /Function no_function/ } },
  { text: "RETURN size(1) AS x", says: { "CYPHER 5": /Type mismatch/, "CYPHER 25": /Type mismatch/ } },
  { text: "RETURN $nothing AS x", says: { "CYPHER 5": /nothing is not defined/, "CYPHER 25": /nothing is not defined/ } },
  { text: "MATCH (n) RETRN n", says: { "CYPHER 5": /Invalid input/, "CYPHER 25": /Invalid input/ } },
  { text: "LET x = 1 RETURN x", says: { "CYPHER 5": /Invalid input/ } },
];

function* blindSpots() {
  for (const version of ["CYPHER 5", "CYPHER 25"]) {
    for (const { text, says } of known) {
      const messages = problems({ name: "known", text }, version).map(({ message }) => message);
      const seen = says[version] ? messages.some((message) => says[version].test(message)) : messages.length === 0;
      if (!seen) yield `${version}: ${text} -> ${JSON.stringify(messages)}, expected ${says[version] ?? "nothing"}`;
    }
  }
}

const blind = [...blindSpots()];
if (blind.length > 0) {
  console.error(`The Cypher parser does not see what it must see:\n${blind.join("\n")}`);
  process.exit(2);
}
for await (const line of createInterface({ input: process.stdin })) {
  const statement = JSON.parse(line);
  for (const version of allCypherVersions.filter((each) => statement.versions.includes(each))) {
    for (const problem of problems(statement, version)) {
      process.exitCode = 1;
      console.log(JSON.stringify(problem));
    }
  }
}
