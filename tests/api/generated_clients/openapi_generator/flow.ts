// What a front end does with the service, by the client that openapi-generator makes with `typescript-fetch`.
//
// It writes an account with its people and edges, reads the graph and an analysis, meets a conflict, pages, follows the
// feed and an import, and prints what it saw as one JSON object.

import {
  AccountsApi, AnalysisApi, BatchApi, ChangesApi, Configuration, GraphApi, ImportFormat, InteractionsApi, JobsApi,
  PeopleApi, ProblemBodyFromJSON, ResponseError, type BatchItemOfAccount,
} from "./client/index.js";

declare const process: { argv: string[] };

const [url = "", accountId = "", archive = ""] = process.argv.slice(2); // the archive in Base64
const configuration = new Configuration({ basePath: url });

async function written() {
  const account = await new AccountsApi(configuration).putAccount({
    recordId: accountId,
    accountFields: { name: "Generated" },
  });
  const names = { p1: "Ada Brandt", p2: "Bo Chen", p3: "Cy Dorn" };
  const people = Object.entries(names).map(([id, name]): BatchItemOfAccount => ({ kind: "person", id, data: { name } }));
  const edges = ["p2", "p3"].map((target): BatchItemOfAccount => {
    return { kind: "influence", id: `to-${target}`, data: { source: "p1", target, strength: 0.8 } };
  });
  const batch = await new BatchApi(configuration).writeAccountBatch({
    accountId,
    accountBatch: { items: [...people, ...edges] },
  });
  const contact = await new InteractionsApi(configuration).createInteraction({
    accountId,
    interactionFields: { at: account.recordedAt, people: new Set(["p1"]), channel: "call", sentiment: "unknown", expertise: 0.5 },
  });
  return {
    account: account.name,
    batch: batch.results.map((entry) => entry.outcome),
    contact: [contact.sentiment, contact.expertise],
  };
}

async function read() {
  const people = new PeopleApi(configuration);
  const graph = await new GraphApi(configuration).getAccountGraph({ accountId });
  const influence = await new AnalysisApi(configuration).getInfluenceAnalysis({ accountId });
  const page = await people.listPeople({ accountId, limit: 2 });
  if (page.nextCursor === null) throw new Error("there is a second page");
  const following = await people.listPeople({ accountId, limit: 2, cursor: page.nextCursor });
  const feed = await new ChangesApi(configuration).listChanges({ accountId, limit: 500 });
  if (!("people" in graph)) throw new Error("records, as nobody asked for another format");
  return {
    graph: graph.people?.length,
    influence: influence.people.slice(0, 1).map((person) => person.id),
    pages: [page, following].map((each) => each.items.map((person) => person.id)),
    last: following.nextCursor,
    feed: [...new Set(feed.items.flatMap((change) => change.entries.map((entry) => entry.kind)))].sort(),
  };
}

async function conflict() {
  const people = new PeopleApi(configuration);
  const found = await people.getPersonRaw({ accountId, recordId: "p1" });
  const etag = found.raw.headers.get("ETag");
  if (etag === null) throw new Error("a person has an ETag");
  const change = (title: string) =>
    people.patchPersonRaw({ accountId, recordId: "p1", ifMatch: etag, personFields: { title } });
  const first = await change("Buyer");
  const refused = await change("Head of purchasing").catch((error: unknown) => error);
  if (!(refused instanceof ResponseError)) throw new Error("the second change was taken");
  const problem = ProblemBodyFromJSON(await refused.response.json());
  return { conflict: [first.raw.status, refused.response.status], problem: problem.code };
}

async function imported(content: string) {
  const jobs = new JobsApi(configuration);
  const body = new Blob([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))]);
  const job = await jobs.createImport({ format: ImportFormat.Salesforce, body });
  const events = await jobs.followJob({ jobId: job.id }) ?? "";
  return { events: events.includes("event: end"), job: (await jobs.getJob({ jobId: job.id })).state };
}

console.log(JSON.stringify({ ...await written(), ...await read(), ...await conflict(), ...await imported(archive) }));
