//! Clients in other languages, which share nothing with ours but the documentation: they complete both endpoints against
//! the sandbox, and the mistakes that come naturally in each language are told by their names.
//!
//! Where a language is not installed, the test says aloud that it is skipped; where `CI` is set, it fails.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use wallet_client::sandbox::{RecordedCall, Sandbox};
use wallet_client::{SigningKey, VerifyingKey};

const APP: &str = "foreign-app";
const PRIVATE: &str = "generated-client/src/signing/vectors/test-rsa-2048-pkcs8.pem";

/// A client in another language.
struct Foreign {
    program: PathBuf,
    script: PathBuf,
}

impl Foreign {
    /// Python, with the one package that it takes: `.ci/run` puts them into `target/foreign`.
    fn python() -> Option<Self> {
        let own = root().join("target/foreign/bin/python");
        let program = if own.exists() { own } else { "python3".into() };
        let works = ["-c", "import cryptography"];
        Self::new(program, &works, "tests/foreign/python/client.py")
    }

    fn node() -> Option<Self> {
        Self::new(
            "node".into(),
            &["--version"],
            "tests/foreign/node/client.mjs",
        )
    }

    /// `None` where a command with these arguments fails.
    fn new(program: PathBuf, works: &[&str], script: &str) -> Option<Self> {
        let output = Command::new(&program).args(works).output();
        if !output.is_ok_and(|output| output.status.success()) {
            let what = format!("`{} {}` fails", program.display(), works.join(" "));
            let ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
            assert!(!ci, "{what}, and CI is set: CI may not skip this test");
            // Past `eprintln!`, which the test harness keeps to itself when a test passes.
            let _ = writeln!(std::io::stderr(), "\n*** SKIPPED: {script}: {what} ***");
            return None;
        }
        let script = root().join(script);
        Some(Self { program, script })
    }

    /// Runs the client, and gives the lines that it printed.
    fn run(&self, sandbox: &Sandbox, mistakes: &[&str]) -> Vec<Value> {
        let mut command = Command::new(&self.program);
        command.arg(&self.script);
        command.args(["--url", &sandbox.url(), "--app-id", APP, "--key"]);
        command.arg(root().join(PRIVATE));
        command.args(mistakes.iter().flat_map(|mistake| ["--mistake", mistake]));
        let output = command.output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        let lines = String::from_utf8(output.stdout).unwrap();
        lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

fn root() -> PathBuf {
    tests::here().join("..")
}

/// A sandbox that trusts the key of the clients.
fn sandbox() -> Sandbox {
    let key = SigningKey::from_pem_file(root().join(PRIVATE)).unwrap();
    let key: VerifyingKey = key.public_key();
    let start = Sandbox::builder()
        .merchant(APP, key)
        .rows(100)
        .seed(5)
        .start();
    wait(start).unwrap()
}

/// Waits for a future.
fn wait<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

/// What the inspector shows of a call.
fn page(sandbox: &Sandbox, call: &RecordedCall) -> String {
    let address = format!("{}calls/{}", sandbox.inspector_url(), call.number);
    wait(async { reqwest::get(address).await.unwrap().text().await.unwrap() })
}

/// Both endpoints give what the sandbox has, and what the client read is what the sandbox sent.
fn completes(foreign: &Foreign) {
    let sandbox = sandbox();
    let lines = foreign.run(&sandbox, &[]);
    let calls = sandbox.calls();
    assert_eq!((lines.len(), calls.len()), (2, 2));
    for ((line, call), operation) in lines
        .iter()
        .zip(&calls)
        .zip(["wallet_balance", "balance_records"])
    {
        let RecordedCall {
            code,
            steps,
            diagnosis,
            ..
        } = call;
        assert_eq!(
            (call.operation, *code),
            (Some(operation), Some(10_000)),
            "{call:?}"
        );
        assert!(diagnosis.is_none() && steps.iter().all(|step| step.failure.is_none()));
        let answer = &line["answer"];
        assert_eq!(answer["code"], 10_000);
        let rows = answer["data"]["list"].as_array().unwrap();
        assert_eq!(rows.len(), 3);
        assert!(answer["data"]["total"].as_u64().unwrap() > 3, "{answer}");
        let sent: Value = serde_json::from_str(&call.answer).unwrap();
        for (row, sent) in rows.iter().zip(sent["data"]["list"].as_array().unwrap()) {
            assert_eq!(
                (&row["mchUuid"], &row["balance"]),
                (&sent["mchUuid"], &sent["balance"])
            );
        }
    }
    for user in lines[0]["answer"]["data"]["list"].as_array().unwrap() {
        let status = user["KYCStatus"].as_str().unwrap();
        assert!(["Approved", "Pending"].contains(&status), "{user}");
    }
}

/// Each mistake is refused, and told by this name, in the record and by the inspector.
fn is_told(foreign: &Foreign, mistakes: &[(&str, i64, &str)]) {
    let sandbox = sandbox();
    let names: Vec<_> = mistakes.iter().map(|(mistake, ..)| *mistake).collect();
    let lines = foreign.run(&sandbox, &names);
    let calls = sandbox.calls();
    assert_eq!((lines.len(), calls.len()), (mistakes.len(), mistakes.len()));
    for ((line, call), (mistake, code, name)) in lines.iter().zip(&calls).zip(mistakes) {
        assert_eq!(
            (&line["mistake"], &line["code"]),
            (&(*mistake).into(), &(*code).into())
        );
        let told = call.diagnosis.as_ref().map(|told| told.name);
        assert_eq!(
            (call.code, told),
            (Some(*code), Some(*name)),
            "{mistake}: {call:?}"
        );
        let page = page(&sandbox, call);
        let told = format!("What is wrong: <code>{name}</code>");
        assert!(page.contains(&told), "{mistake}: {page}");
    }
}

const SIGNATURE: i64 = 21_001;
const PARAM: i64 = 21_002;
const TIMESTAMP: i64 = 21_008;
const EXPIRED: i64 = 21_009;

#[test]
fn python_completes_both_endpoints() {
    if let Some(python) = Foreign::python() {
        completes(&python);
    }
}

#[test]
fn node_completes_both_endpoints() {
    if let Some(node) = Foreign::node() {
        completes(&node);
    }
}

#[test]
fn mistakes_in_python_are_told() {
    let Some(python) = Foreign::python() else {
        return;
    };
    is_told(
        &python,
        &[
            ("dumps-twice", SIGNATURE, "json-blanks"),
            ("seconds", TIMESTAMP, "timestamp-seconds"),
            ("local-time", EXPIRED, "timestamp-zone"),
            ("urlsafe-b64encode", SIGNATURE, "sign-url-safe"),
            ("encodebytes", SIGNATURE, "sign-line-breaks"),
            ("bytes-as-text", SIGNATURE, "sign-python-bytes"),
            ("pss", SIGNATURE, "pss"),
            ("hashed-first", SIGNATURE, "hashed-twice"),
            ("ascii-escapes", SIGNATURE, "unicode-escaped"),
            ("param-as-dict", PARAM, "param-object"),
            ("str-of-dict", PARAM, "python-repr"),
            ("form", PARAM, "form-encoded"),
            ("other-key", SIGNATURE, "another-key"),
        ],
    );
}

#[test]
fn mistakes_in_node_are_told() {
    let Some(node) = Foreign::node() else {
        return;
    };
    is_told(
        &node,
        &[
            ("pretty-printed", SIGNATURE, "pretty-printed"),
            ("seconds", TIMESTAMP, "timestamp-seconds"),
            ("timestamp-as-text", TIMESTAMP, "timestamp-text"),
            ("fraction", TIMESTAMP, "timestamp-fraction"),
            ("now-twice", SIGNATURE, "stamped-twice"),
            ("base64url", SIGNATURE, "sign-url-safe"),
            ("hex", SIGNATURE, "sign-hex"),
            ("sha1", SIGNATURE, "wrong-hash"),
            ("latin1", SIGNATURE, "other-charset"),
            ("hashed-first", SIGNATURE, "hashed-twice"),
            ("private-encrypt", SIGNATURE, "encrypted-not-signed"),
            ("body-signed", SIGNATURE, "signed-body"),
            ("sorted-query", SIGNATURE, "query-string"),
            ("param-as-object", PARAM, "param-object"),
            ("object-as-text", PARAM, "object-as-text"),
            ("stringify-twice", PARAM, "param-encoded-twice"),
            ("form", PARAM, "form-encoded"),
        ],
    );
}
