//! Each mistake, made on purpose, is told by its name.

use std::collections::{BTreeSet, HashMap};

use serde_json::json;

use super::mistakes::{self, Mistake};
use crate::generated::operations::balance_records::BalanceRecordsRequest;
use crate::generated::sandbox::ROUTES;
use crate::operation::Operation as _;
use crate::sandbox::calls::diagnosis::known::KNOWN;
use crate::sandbox::calls::{Diagnosis, Seen, Stage};
use crate::sandbox::tests::sample::ListRequest;
use crate::sandbox::tests::{Bench, key, recipe};

/// What is said of the newest call.
#[track_caller]
fn last(bench: &Bench) -> Option<Diagnosis> {
    let calls = &bench.server.calls;
    let call = calls.get(calls.span().last).unwrap();
    assert_eq!(
        call.diagnosis.is_some(),
        call.code != Some(10_000),
        "{call:?}"
    );
    call.diagnosis.clone()
}

#[track_caller]
fn assert_told(bench: &Bench, name: &str, words: &str, input: &str) {
    let told = last(bench).unwrap_or_else(|| panic!("nothing was told of {input}"));
    assert_eq!(told.name, name, "{input}: {told:?}");
    assert!(
        told.seen.contains(words),
        "`{words}` is missing in {told:?}"
    );
    assert!(told.mend.len() > 20 && told.mend.ends_with('.'), "{told:?}");
    assert!(!told.seen.contains("canary"), "{told:?}");
}

#[test]
fn bodies_and_parameters() {
    let bench = Bench::new();
    for Mistake { name, body, words } in
        mistakes::bodies().into_iter().chain(mistakes::parameters())
    {
        bench.answer(ListRequest::INFO, &body);
        assert_told(&bench, name, words, &String::from_utf8_lossy(&body));
    }
}

#[test]
fn signatures() {
    let bench = Bench::new();
    for Mistake { name, body, words } in mistakes::signatures() {
        bench.answer(ListRequest::INFO, &body);
        assert_told(&bench, name, words, name);
    }
}

#[test]
fn other_texts() {
    let bench = Bench::new();
    for (name, signed) in mistakes::texts() {
        let sign = key().sign(&signed).unwrap();
        bench.answer(ListRequest::INFO, &mistakes::body(&sign, mistakes::PARAM));
        assert_told(
            &bench,
            name,
            "The signature holds over ",
            &String::from_utf8_lossy(&signed),
        );
    }
}

#[test]
fn a_text_that_was_written_anew_on_the_way() {
    let bench = Bench::new();
    let sign = key().sign(mistakes::PARAM.as_bytes()).unwrap();
    let sent = mistakes::PARAM.replace(',', " ,");
    bench.answer(ListRequest::INFO, &mistakes::body(&sign, &sent));
    assert_told(
        &bench,
        "re-serialised",
        "The signature holds over the same JSON",
        &sent,
    );
}

#[test]
fn what_is_required() {
    let bench = Bench::of(ROUTES, &recipe(0, 0), HashMap::new()).unwrap();
    for (param, name, words) in [
        (
            json!({"endTime": "2024-11-30 00:00:00"}),
            "parameter-missing",
            "`startTime` is missing",
        ),
        (
            json!({"start_time": "2024-11-30 00:00:00"}),
            "near-name",
            "did you mean `startTime`?",
        ),
    ] {
        bench.call(BalanceRecordsRequest::INFO, param);
        assert_told(&bench, name, words, name);
    }
}

#[test]
fn paths_and_methods() {
    let bench = Bench::new();
    for path in ["/list/", "/LIST", "//list", "/lst", "/api/v1/list"] {
        let mut seen = Seen::new("POST", path, "");
        seen.begin(Stage::Path);
        bench
            .server
            .reject(None, seen, &[], 404, "no endpoint has this path");
        assert_told(&bench, "wrong-path", "did you mean `/list`?", path);
    }
    let mut seen = Seen::new("POST", "/favicon.ico", "");
    seen.begin(Stage::Path);
    bench
        .server
        .reject(None, seen, &[], 404, "no endpoint has this path");
    let calls = &bench.server.calls;
    assert_eq!(calls.get(calls.span().last).unwrap().diagnosis, None);

    let mut seen = Seen::new("GET", "/list", "");
    seen.begin(Stage::Method);
    let endpoint = bench.server.endpoint("/list");
    bench
        .server
        .reject(endpoint, seen, &[], 405, "calls are made by POST");
    assert_told(&bench, "not-post", "It came by GET.", "GET");
}

#[test]
fn every_known_mistake_is_made_here_and_told_once() {
    let made: BTreeSet<&str> = mistakes::bodies()
        .iter()
        .chain(&mistakes::parameters())
        .chain(&mistakes::signatures())
        .map(|mistake| mistake.name)
        .chain(mistakes::texts().iter().map(|(name, _)| *name))
        .chain([
            "wrong-path",
            "not-post",
            "re-serialised",
            "parameter-missing",
        ])
        .collect();
    let known: Vec<&str> = KNOWN.iter().map(|(name, _)| *name).collect();
    assert_eq!(known.iter().copied().collect::<BTreeSet<_>>(), made);
    assert_eq!(known.len(), made.len(), "a name stands twice");
    let documented = include_str!("../../mod.rs");
    for name in known {
        assert!(
            documented.contains(&format!("`{name}`")),
            "{name} is not documented"
        );
    }
}
