//! A server that fails in every way that is known to happen, and what the client makes of it.
//!
//! The scenarios are a list of facts, `scenarios/`. They are played here for an operation that is idempotent; and once
//! more, from the workspace's `tests/not_idempotent`, with a client whose spec says that it is not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
mod request;
mod run;
mod scenario;
mod scenarios;
mod server;
mod table;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use peak_alloc::PeakAlloc;
use tokio::task::JoinSet;
use wallet_client::Error;

use run::{client, is_idempotent};
use scenario::{Ending, Times};
use scenarios::{AHEAD, ELSEWHERE, groups, platform_ahead};
use server::{Script, Server, Step};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;
const MIB: usize = 1024 * 1024;
/// For all scenarios of a group together, with their servers. A server that will not end sends 256.
const MEMORY_LIMIT: usize = 8;

/// Panics anywhere in this program, in tasks of the client's libraries, too.
static PANICS: AtomicUsize = AtomicUsize::new(0);

fn count_panics() {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        PANICS.fetch_add(1, Ordering::SeqCst);
        hook(panic);
    }));
}

/// All scenarios in one test, group after group, so that memory can be measured and times hold on a busy machine.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_scenario_ends_as_the_table_says() {
    count_panics();
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let mut findings = Vec::new();
    for group in groups() {
        let mut running = JoinSet::new();
        for scenario in group.scenarios {
            running.spawn(async move {
                let found = run::run(&scenario).await.into_iter();
                let found = found.map(|finding| format!("{}: {finding}", scenario.name));
                found.collect::<Vec<_>>()
            });
        }
        findings.extend(running.join_all().await.into_iter().flatten());
    }
    let used = (MEMORY.peak_usage() - before) / MIB;
    for (what, wrong) in [
        ("something panicked", PANICS.load(Ordering::SeqCst) > 0),
        ("a redirect was followed", ELSEWHERE.connections() > 0),
        (
            &*format!("{used} MiB were in use at once"),
            used > MEMORY_LIMIT,
        ),
    ] {
        findings.extend(wrong.then(|| what.to_owned()));
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn the_table_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("FAULTS.md");
    let wanted = table::table();
    if std::env::var_os("UPDATE_FAULTS").is_some() {
        std::fs::write(&path, &wanted).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == wanted,
        "FAULTS.md is stale: run this test with UPDATE_FAULTS=1, and read the difference"
    );
}

#[test]
fn each_scenario_has_a_name_and_each_error_a_text() {
    let groups = groups();
    let scenarios = groups.iter().flat_map(|group| &group.scenarios);
    let mut names = BTreeSet::new();
    for scenario in scenarios {
        assert!(names.insert(scenario.name), "{} twice", scenario.name);
        let fails = scenario.ends[0] != Ending::Answer;
        assert_eq!(fails, !scenario.says.is_empty(), "{}", scenario.name);
    }
    assert!(names.len() >= 30, "{}", names.len());
}

#[tokio::test]
async fn what_is_learnt_of_the_platforms_clock_holds_for_later_calls() {
    let script: Script = Arc::new(|_, request| platform_ahead(request));
    let server = Server::answering(script);
    let heard = Arc::default();
    let client = client(&server.url, Times::LONG, &heard);
    client.wallet_balance().send().await.unwrap();
    client.clone().wallet_balance().send().await.unwrap();
    client.wallet_balance().send().await.unwrap();
    let stamps: Vec<_> = server
        .requests()
        .iter()
        .map(request::Request::stamp)
        .collect();
    // One refusal in all: the first call's first attempt.
    assert_eq!(stamps.len(), 4, "{stamps:?}");
    assert!(
        stamps[1..]
            .iter()
            .all(|stamp| (AHEAD..AHEAD + 1000).contains(stamp))
    );
}

/// HTTP libraries like to send a request again by themselves where a kept connection turns out to be dead. That would
/// be behind the client's back, with an old signature, and it would pay twice.
#[tokio::test]
async fn a_kept_connection_that_breaks_is_no_reason_to_send_twice() {
    let answer = answers::keep(answers::envelope(answers::DATA));
    for broken in [vec![], vec![Step::Reset]] {
        let answer = answer.clone();
        let script: Script = Arc::new(move |index, _| match index {
            1 => broken.clone(),
            _ => answer.clone(),
        });
        let server = Server::answering(script);
        let heard = Arc::default();
        let client = client(&server.url, Times::LONG, &heard);
        client.wallet_balance().send().await.unwrap();
        let second = client.wallet_balance().send().await;
        let requests = server.requests();
        if is_idempotent() {
            second.unwrap();
            assert_eq!(requests.len(), 3);
            assert_ne!(requests[1].member("sign"), requests[2].member("sign"));
        } else {
            let error = second.unwrap_err();
            assert!(matches!(error, Error::Transport(_)), "{error}");
            assert_eq!((error.attempts(), requests.len()), (1, 2));
        }
        let connections = if is_idempotent() { 2 } else { 1 };
        assert_eq!(server.connections(), connections);
    }
}
