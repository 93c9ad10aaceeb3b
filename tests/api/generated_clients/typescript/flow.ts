// What a front end does with the service, by the types that openapi-typescript makes and openapi-fetch.
//
// It writes an account with its people and edges, reads the graph and an analysis, meets a conflict, pages, follows the
// feed and an import, and prints what it saw as one JSON object.

import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

declare const process: { argv: string[]; exit(status: number): never };
declare function atob(text: string): string;

const [url = "", account_id = "", archive = ""] = process.argv.slice(2); // the archive in Base64
const client = createClient<paths>({ baseUrl: url });

// What was answered, or the problem as an exception.
function done<T>(answer: { data?: T; error?: unknown }): NonNullable<T> {
  if (answer.data === undefined || answer.data === null) throw new Error(JSON.stringify(answer.error));
  return answer.data;
}

async function written() {
  const params = { path: { account_id } };
  const account = done(await client.PUT("/v1/accounts/{record_id}", {
    params: { path: { record_id: account_id } },
    body: { name: "Generated" },
  }));
  const names = { p1: "Ada Brandt", p2: "Bo Chen", p3: "Cy Dorn" };
  const people = Object.entries(names).map(([id, name]): components["schemas"]["PersonBatchItem"] => {
    return { kind: "person", id, data: { name } };
  });
  const edges = ["p2", "p3"].map((target): components["schemas"]["InfluenceBatchItem"] => {
    return { kind: "influence", id: `to-${target}`, data: { source: "p1", target, strength: 0.8 } };
  });
  const batch = done(await client.POST("/v1/accounts/{account_id}/batch", {
    params,
    body: { items: [...people, ...edges] },
  }));
  const contact = done(await client.POST("/v1/accounts/{account_id}/interactions", {
    params,
    body: { at: account.recorded_at, people: ["p1"], channel: "call", sentiment: "unknown", expertise: 0.5 },
  }));
  return {
    account: account.name,
    batch: batch.results.map((entry) => entry.outcome),
    contact: [contact.sentiment, contact.expertise],
  };
}

async function read() {
  const params = { path: { account_id } };
  const graph = done(await client.GET("/v1/accounts/{account_id}/graph", { params }));
  const influence = done(await client.GET("/v1/accounts/{account_id}/analysis/influence", { params }));
  if (!("people" in influence)) throw new Error("an answer, not a job: nobody asked for one");
  const page = done(await client.GET("/v1/accounts/{account_id}/people", {
    params: { ...params, query: { limit: 2 } },
  }));
  if (page.next_cursor === null) throw new Error("there is a second page");
  const following = done(await client.GET("/v1/accounts/{account_id}/people", {
    params: { ...params, query: { limit: 2, cursor: page.next_cursor } },
  }));
  const feed = done(await client.GET("/v1/changes", { params: { query: { account_id, limit: 500 } } }));
  if (typeof graph === "string" || !("people" in graph)) throw new Error("records, as nobody asked for another format");
  if (typeof feed === "string") throw new Error("a list, as nobody asked for a stream");
  return {
    graph: graph.people?.length,
    influence: influence.people.slice(0, 1).map((person) => person.id),
    pages: [page, following].map((each) => each.items.map((person) => person.id)),
    last: following.next_cursor,
    feed: [...new Set(feed.items.flatMap((change) => change.entries.map((entry) => entry.kind)))].sort(),
  };
}

async function conflict() {
  const path = { account_id, record_id: "p1" };
  const found = await client.GET("/v1/accounts/{account_id}/people/{record_id}", { params: { path } });
  const etag = found.response.headers.get("ETag");
  if (etag === null) throw new Error("a person has an ETag");
  const change = (title: string) =>
    client.PATCH("/v1/accounts/{account_id}/people/{record_id}", {
      params: { path, header: { "If-Match": etag } },
      body: { title },
    });
  const answers = [await change("Buyer"), await change("Head of purchasing")];
  return { conflict: answers.map((answer) => answer.response.status), problem: answers[1]?.error?.code };
}

async function imported(content: string) {
  const job = done(await client.POST("/v1/imports", {
    params: { query: { format: "salesforce" } },
    body: content,
    bodySerializer: (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)),
    headers: { "Content-Type": "application/zip" },
  }));
  const path = { job_id: job.id };
  const events = done(await client.GET("/v1/jobs/{job_id}/events", { params: { path }, parseAs: "text" }));
  const ended = done(await client.GET("/v1/jobs/{job_id}", { params: { path } }));
  return { events: events.includes("event: end"), job: ended.state };
}

console.log(JSON.stringify({ ...await written(), ...await read(), ...await conflict(), ...await imported(archive) }));
