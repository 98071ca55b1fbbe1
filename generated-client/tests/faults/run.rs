//! Plays one scenario, and compares what came of it with what is wanted.

use std::error::Error as StdError;
use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::task::block_in_place;
use tokio::time::timeout;
use wallet_client::operation::Operation as _;
use wallet_client::operations::wallet_balance::WalletBalanceRequest;
use wallet_client::{
    AttemptInfo, AttemptOutcome, Client, Clock, Error, Observer, RetryPolicy, SigningKey,
};

use crate::request::Request;
use crate::scenario::{Ending, MAX_ATTEMPTS, Place, Retryable, Scenario, Times};
use crate::scenarios::{LIMIT, NOW};
use crate::server::Server;

const KEY: &str = include_str!("../../src/signing/vectors/test-rsa-2048-pkcs8.pem");
/// A call that has not ended by then has lost its own deadlines.
const HUNG: Duration = Duration::from_secs(180);

/// Whether the operation may be sent twice: a fact of the spec that this crate was generated from.
pub fn is_idempotent() -> bool {
    WalletBalanceRequest::INFO.idempotent
}

/// A clock that goes on by a millisecond whenever it is read, so that no two attempts can be stamped alike by chance.
#[derive(Debug)]
struct Ticking(AtomicI64);

impl Clock for Ticking {
    fn now_millis(&self) -> i64 {
        self.0.fetch_add(1, Ordering::SeqCst)
    }
}

/// What an observer hears.
#[derive(Default)]
pub struct Heard {
    before: AtomicU32,
    after: AtomicU32,
    most_bytes: AtomicUsize,
}

struct Listening(Arc<Heard>);

impl Observer for Listening {
    fn before_attempt(&self, _: &AttemptInfo) {
        self.0.before.fetch_add(1, Ordering::SeqCst);
    }

    fn after_attempt(&self, outcome: &AttemptOutcome<'_>) {
        self.0.after.fetch_add(1, Ordering::SeqCst);
        let bytes = outcome.response_bytes();
        self.0.most_bytes.fetch_max(bytes, Ordering::SeqCst);
    }
}

pub fn key() -> SigningKey {
    SigningKey::from_pem(KEY).expect("the key is one")
}

/// A client with these times and quick retries.
pub fn client(url: &str, times: Times, heard: &Arc<Heard>) -> Client {
    let retry = RetryPolicy::new()
        .max_attempts(MAX_ATTEMPTS)
        .initial_backoff(Duration::from_millis(1));
    Client::builder(url, "app", key())
        .clock(Ticking(AtomicI64::new(NOW)))
        .observer(Listening(Arc::clone(heard)))
        .retry(retry)
        .connect_timeout(times.connect)
        .attempt_timeout(times.attempt)
        .timeout(times.total)
        .max_response_bytes(LIMIT)
        .build()
        .expect("the settings are right")
}

/// Plays a scenario. Returns what is not as it should be.
pub async fn run(scenario: &Scenario) -> Vec<String> {
    let server = block_in_place(|| scenario.place.open());
    let heard = Arc::default();
    let client = client(&server.url, scenario.times, &heard);
    let started = Instant::now();
    let call = async {
        client
            .wallet_balance()
            .size(1)
            .send()
            .await
            .map(|page| page.size)
    };
    let Ok(result) = timeout(HUNG, call).await else {
        return vec!["the call hangs".to_owned()];
    };
    let waited = started.elapsed() >= scenario.at_least || wanted_attempts(scenario) == 1;
    drop(client);
    let is_left_alone = block_in_place(|| server.is_left_alone());

    let mut findings = Findings::default();
    findings.same("connections are closed", is_left_alone, true);
    findings.holds("the server got the time it asked for", waited);
    findings.result(scenario, &result);
    findings.heard(scenario, &heard);
    findings.seen(scenario, &server);
    findings.0
}

/// What is not as it should be.
#[derive(Default)]
struct Findings(Vec<String>);

impl Findings {
    fn same<T: Copy + PartialEq + Debug>(&mut self, what: &str, found: T, wanted: T) {
        if found != wanted {
            self.0.push(format!("{what}: {found:?}, not {wanted:?}"));
        }
    }

    fn holds(&mut self, what: &str, holds: bool) {
        self.same(what, holds, true);
    }

    fn result(&mut self, scenario: &Scenario, result: &Result<i32, Error>) {
        let ending = scenario.ends[usize::from(!is_idempotent())];
        let error = match result {
            Ok(size) => {
                self.same("the answer's `size`", *size, 15);
                return self.same("the ending", Ending::Answer, ending);
            }
            Err(error) => error,
        };
        self.same("the ending", ending_of(error), ending);
        self.same("attempts()", error.attempts(), wanted_attempts(scenario));
        if ending == scenario.ends[0] {
            self.same("status()", error.status(), scenario.status);
            let retryable = match scenario.retryable {
                Retryable::Always => true,
                Retryable::IfIdempotent => is_idempotent(),
                Retryable::Never => false,
            };
            self.same("is_retryable()", error.is_retryable(), retryable);
            let says = error.to_string().contains(scenario.says);
            self.same(&format!("`{error}` says `{}`", scenario.says), says, true);
        }
        self.line(error);
        self.holds(
            "elapsed() is within the total time",
            is_in_time(scenario, error),
        );
    }

    /// What is true of every error.
    fn line(&mut self, error: &Error) {
        let line = error.to_string();
        let operation = WalletBalanceRequest::INFO.name;
        self.same("operation()", error.operation(), operation);
        self.holds(
            &format!("`{line}` names its operation"),
            line.starts_with(&format!("{operation}: ")),
        );
        self.holds(
            &format!("`{line}` is one short line"),
            line.len() < 1000 && !line.contains(char::is_control),
        );
        let told = line.contains(&format!("[{} attempts in ", error.attempts()));
        self.same(
            &format!("`{line}` tells its attempts"),
            told,
            error.attempts() > 1,
        );
        let mut causes = 0;
        let mut next = error.source();
        while let Some(cause) = next.filter(|_| causes < 20) {
            (causes, next) = (causes + 1, cause.source());
        }
        self.holds("its causes come to an end", causes < 20);
    }

    fn heard(&mut self, scenario: &Scenario, heard: &Heard) {
        let wanted = wanted_attempts(scenario);
        self.same(
            "attempts begun",
            heard.before.load(Ordering::SeqCst),
            wanted,
        );
        self.same("attempts ended", heard.after.load(Ordering::SeqCst), wanted);
        self.holds(
            "no body is larger than allowed",
            heard.most_bytes.load(Ordering::SeqCst) <= LIMIT,
        );
    }

    /// What the server saw: as many requests as attempts, each with a time and a signature of its own.
    fn seen(&mut self, scenario: &Scenario, server: &Server) {
        let requests = server.requests();
        let attempts = match scenario.place {
            Place::Answering(_) => wanted_attempts(scenario) as usize,
            Place::Refusing | Place::Deaf => 0,
        };
        self.same("requests", requests.len(), attempts);
        self.same("connections", server.connections(), attempts);
        let sent = server.sent();
        // What the client took, and what lies in the system's buffers of each connection.
        let few = sent <= attempts.max(1) * 16 * 1024 * 1024;
        self.holds(&format!("{sent} bytes are few"), few);
        for request in &requests {
            self.request(request);
        }
        for pair in requests.windows(2) {
            self.holds(
                "each attempt is stamped anew",
                pair[0].stamp() < pair[1].stamp(),
            );
            self.holds(
                "each attempt is signed anew",
                pair[0].member("sign") != pair[1].member("sign"),
            );
            self.holds(
                "the parameters stay as they are",
                pair[0].parameters() == pair[1].parameters(),
            );
            self.same("the head", &*pair[1].head(), &*pair[0].head());
        }
    }

    fn request(&mut self, request: &Request) {
        let line = format!("POST {} HTTP/1.1", WalletBalanceRequest::INFO.path);
        self.same("the request", request.line(), &*line);
        self.same(
            "its type",
            request.header("content-type"),
            "application/json",
        );
        let parameters = request.parameters();
        self.same("its parameters", &*parameters, r#","size":1}"#);
        let (param, sign) = (request.member("param"), request.member("sign"));
        let verified = key().public_key().verify(param.as_bytes(), &sign);
        self.holds("its signature holds", verified.is_ok());
    }
}

fn wanted_attempts(scenario: &Scenario) -> u32 {
    scenario.attempts[usize::from(!is_idempotent())]
}

/// When the time is up, the call has taken all of it.
fn is_in_time(scenario: &Scenario, error: &Error) -> bool {
    let total = scenario.times.total;
    match error {
        Error::Timeout(timeout) if timeout.deadline() == wallet_client::Deadline::Total => {
            (total..total + Duration::from_secs(30)).contains(&error.elapsed())
        }
        _ => error.elapsed() < total,
    }
}

fn ending_of(error: &Error) -> Ending {
    match error {
        Error::Transport(error) => Ending::Transport(error.kind()),
        Error::Timeout(error) => Ending::Timeout(error.deadline()),
        Error::Status(error) => Ending::Status(error.status()),
        Error::Api(error) => Ending::Api(error.code().value()),
        // Once for each run of the tests, so that it does not matter.
        Error::Decode(error) => Ending::Decode(error.path().to_owned().leak()),
        other => panic!("{other}"),
    }
}
