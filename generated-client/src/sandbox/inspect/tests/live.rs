//! The stream of new calls.

use std::time::Duration;

use reqwest::Response;
use serde_json::Value;
use tokio::time::timeout;

use super::super::live::Mark;
use super::{Bench, numbers};

/// How long something may take that is to come.
const PATIENCE: Duration = Duration::from_secs(20);

/// A page's stream.
struct Stream {
    answer: Response,
    text: String,
}

/// An event of a stream.
#[derive(Debug)]
struct Event {
    kind: String,
    id: String,
    data: String,
}

impl Stream {
    /// Opens the stream that a page names.
    async fn of(bench: &Bench, page: &str) -> Self {
        let html = bench.text(page).await;
        let (_, rest) = html.split_once(r#"data-events=""#).unwrap();
        let address = rest.split('"').next().unwrap().replace("&#38;", "&");
        Self::open(bench, &address, None).await
    }

    async fn open(bench: &Bench, address: &str, last: Option<&str>) -> Self {
        let mut request = bench.http.get(bench.url(address));
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        let text = String::new();
        Self { answer, text }
    }

    /// The next event; `None` if there are no more.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.text = rest;
                if !event.starts_with(':') {
                    return Some(Event::parse(&event));
                }
                continue;
            }
            let chunk = timeout(PATIENCE, self.answer.chunk()).await.unwrap();
            self.text += std::str::from_utf8(&chunk.ok().flatten()?).unwrap();
        }
    }

    /// Reads batches until so many calls have come, and gives their numbers as they came, and the last event.
    async fn calls(&mut self, count: usize) -> (Vec<u64>, Event) {
        let mut all = Vec::new();
        loop {
            let event = self.next().await.unwrap();
            assert_eq!(event.kind, "calls");
            let batch: Value = serde_json::from_str(&event.data).unwrap();
            let mut numbers = numbers(batch["rows"].as_str().unwrap());
            assert_eq!(batch["count"], numbers.len());
            numbers.reverse();
            all.append(&mut numbers);
            if all.len() >= count {
                return (all, event);
            }
        }
    }
}

impl Event {
    fn parse(text: &str) -> Self {
        let field = |name: &str| {
            let mut values = text
                .lines()
                .filter_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
            values.next().unwrap_or_default().to_owned()
        };
        Self {
            kind: field("event"),
            id: field("id"),
            data: field("data"),
        }
    }
}

#[tokio::test]
async fn calls_come_once_also_after_a_gap() {
    let bench = Bench::new().await;
    bench.post("/list", 2).await;
    let mut stream = Stream::of(&bench, "/.inspector/").await;
    bench.post("/list", 3).await;
    let (numbers, event) = stream.calls(3).await;
    assert_eq!(numbers, [3, 4, 5]);
    drop(stream);
    bench.post("/list", 2).await;
    // A browser that connects again asks the address that it knows, and says what it has seen.
    let data: Value = serde_json::from_str(&event.data).unwrap();
    let next = data["next"].as_str().unwrap();
    let first = next.replace("-5", "-2");
    assert_ne!(first, next);
    let mut again = Stream::open(&bench, &first, Some(&event.id)).await;
    assert_eq!(again.calls(2).await.0, [6, 7]);
    let mut next = Stream::open(&bench, next, None).await;
    assert_eq!(next.calls(2).await.0, [6, 7]);
}

#[tokio::test]
async fn a_filter_holds_for_new_calls_too() {
    let bench = Bench::new().await;
    let mut stream = Stream::of(&bench, "/.inspector/?operation=list&outcome=refused").await;
    bench.post("/nowhere", 2).await;
    bench.post("/list", 1).await;
    assert_eq!(stream.calls(1).await.0, [3]);
}

#[tokio::test]
async fn a_burst_is_counted_and_its_newest_calls_are_sent() {
    let bench = Bench::new().await;
    let mark = Stream::of(&bench, "/.inspector/")
        .await
        .answer
        .url()
        .query()
        .unwrap()
        .to_owned();
    bench.post("/list", 250).await;
    let mut stream = Stream::open(&bench, &format!("/.inspector/events?{mark}"), None).await;
    let event = stream.next().await.unwrap();
    let batch: Value = serde_json::from_str(&event.data).unwrap();
    assert_eq!(batch["count"], 250);
    let numbers = numbers(batch["rows"].as_str().unwrap());
    assert_eq!(numbers, (151..=250).rev().collect::<Vec<_>>());
}

#[tokio::test]
async fn a_page_about_another_sandbox_is_loaded_anew() {
    let bench = Bench::new().await;
    bench.post("/list", 1).await;
    for after in [
        "",
        "?after=",
        "?after=0-1",
        "?after=nonsense",
        "?after=ffffffffffffffffff-1",
    ] {
        let address = format!("/.inspector/events{after}");
        let event = Stream::open(&bench, &address, None)
            .await
            .next()
            .await
            .unwrap();
        assert_eq!(
            (event.kind.as_str(), event.data.is_empty()),
            ("restarted", false)
        );
    }
    let mut stream = Stream::of(&bench, "/.inspector/").await;
    bench.sandbox.clear_calls();
    assert_eq!(stream.next().await.unwrap().kind, "restarted");
    // The page that is loaded then is not told the same again.
    let mut stream = Stream::of(&bench, "/.inspector/").await;
    bench.post("/list", 1).await;
    assert_eq!(stream.calls(1).await.0, [2]);
}

#[tokio::test]
async fn open_pages_do_not_hold_up_the_end() {
    let bench = Bench::new().await;
    let mut streams = Vec::new();
    for _ in 0..5 {
        streams.push(Stream::of(&bench, "/.inspector/").await);
    }
    bench.post("/list", 1).await;
    // A shutdown that waits for connections gives up after five seconds.
    let limit = Duration::from_secs(4);
    timeout(limit, bench.sandbox.shutdown()).await.unwrap();
    for mut stream in streams {
        while stream.next().await.is_some() {}
    }
}

#[test]
fn marks_are_read_as_they_are_written() {
    let mark = Mark {
        run: u64::MAX - 1,
        number: 10_001,
    };
    assert_eq!(mark.to_string().parse(), Ok(mark));
    for wrong in ["", "-", "1", "x-1", "1-x", "1--1"] {
        assert_eq!(wrong.parse::<Mark>(), Err(()), "{wrong}");
    }
}
