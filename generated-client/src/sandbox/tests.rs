//! The sandbox with endpoints that no spec has: nothing in it knows the real ones.
#![allow(clippy::unwrap_used, clippy::panic)]

mod answers;
mod books;
mod http;
mod reader;
mod refusals;
mod rows;
pub(super) mod sample;

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, OnceLock};

use serde_json::{Value, json};

use super::builder::StartError;
use super::calls::Seen;
use super::faults::Script;
use super::json::Cell;
use super::respond::Responder;
use super::route::Route;
use super::rows::{Bounds, Recipe};
use super::server::{Arrival, Server, Settings};
use super::strictness::Strictness;
use crate::clock::FixedClock;
use crate::envelope;
use crate::operation::OperationInfo;
use crate::sample::API;
use crate::signing::SigningKey;
use crate::signing::vectors::PEM;

/// 2024-11-30 12:00:00 UTC, and so 2024-11-30 00:00:00 where the clocks are farthest behind.
pub(super) const NOW: i64 = 1_732_968_000_000;

const ARRIVAL: Arrival<'_> = Arrival {
    peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
    fault: None,
};

pub(super) fn key() -> SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(|| SigningKey::from_pem(PEM).unwrap())
        .clone()
}

/// The key of a second merchant, `app-2`.
pub(super) fn key_of_another() -> SigningKey {
    SigningKey::from_pem(include_str!("../signing/vectors/test-rsa-3072-pkcs8.pem")).unwrap()
}

/// A server without HTTP.
pub(super) struct Bench {
    pub(super) server: Server,
    clock: FixedClock,
}

impl Bench {
    pub(super) fn new() -> Self {
        Self::with(&recipe(20, 7), HashMap::new()).unwrap()
    }

    pub(super) fn with(
        recipe: &Recipe,
        responders: HashMap<&'static str, Box<dyn Responder>>,
    ) -> Result<Self, StartError> {
        Self::of(sample::ROUTES, recipe, responders)
    }

    /// A server of other endpoints.
    pub(super) fn of(
        routes: &'static [Route],
        recipe: &Recipe,
        responders: HashMap<&'static str, Box<dyn Responder>>,
    ) -> Result<Self, StartError> {
        let clock = FixedClock::at_millis(NOW);
        let settings = Settings {
            merchants: HashMap::from([
                ("app".to_owned(), key().public_key()),
                ("app-2".to_owned(), key_of_another().public_key()),
            ]),
            clock: Arc::new(clock.clone()),
            strictness: Strictness::default(),
            faults: Arc::new(Script::new(0, Vec::new())),
            responders,
        };
        let server = Server::new(routes, settings, recipe)?;
        Ok(Self { server, clock })
    }

    /// The answer to bytes, as text.
    pub(super) fn answer(&self, operation: &OperationInfo, body: &[u8]) -> String {
        let endpoint = self.server.endpoint(operation.path).unwrap();
        let seen = Seen::new("POST", operation.path, "application/json");
        self.server.answer(endpoint, seen, body, &ARRIVAL)
    }

    /// The answer to a body.
    pub(super) fn post(&self, operation: &OperationInfo, body: &str) -> Value {
        let answer = self.answer(operation, body.as_bytes());
        serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{error}: {answer}"))
    }

    /// The answer to a text of parameters, signed.
    pub(super) fn send(&self, operation: &OperationInfo, param: &str) -> Value {
        let sign = key().sign(param.as_bytes()).unwrap();
        self.post(operation, &envelope::body(API, "app", &sign, param))
    }

    /// The answer to parameters, stamped with the time of the clock.
    pub(super) fn call(&self, operation: &OperationInfo, mut parameters: Value) -> Value {
        parameters["timestamp"] = json!(NOW);
        self.send(operation, &parameters.to_string())
    }

    /// The data of the answer.
    #[track_caller]
    fn data(&self, operation: &OperationInfo, parameters: Value) -> Value {
        let mut answer = self.call(operation, parameters);
        assert_eq!(answer["code"], 10_000, "{answer}");
        assert_eq!(answer["message"], "Success");
        answer["data"].take()
    }
}

pub(super) fn recipe(rows: usize, seed: u64) -> Recipe {
    Recipe {
        rows,
        seed,
        bounds: Bounds::default(),
        rows_of: HashMap::new(),
        arriving: HashMap::new(),
        values: HashMap::new(),
    }
}

fn texts(values: &[&str]) -> Vec<Cell> {
    let text = |text: &&str| Cell::Text((*text).to_owned());
    values.iter().map(text).collect()
}
