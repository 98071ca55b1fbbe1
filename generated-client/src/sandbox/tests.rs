//! The sandbox with endpoints that no spec has: nothing in it knows the real ones.
#![allow(clippy::unwrap_used, clippy::panic)]

mod answers;
mod books;
mod http;
mod reader;
mod refusals;
mod rows;
mod sample;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use serde_json::{Value, json};

use super::builder::StartError;
use super::json::Cell;
use super::respond::Responder;
use super::rows::{Bounds, Recipe};
use super::server::{Server, Settings};
use crate::clock::FixedClock;
use crate::envelope;
use crate::operation::OperationInfo;
use crate::sample::API;
use crate::signing::SigningKey;
use crate::signing::vectors::PEM;

/// 2024-11-30 12:00:00 UTC, and so 2024-11-30 00:00:00 where the clocks are farthest behind.
const NOW: i64 = 1_732_968_000_000;

fn key() -> SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(|| SigningKey::from_pem(PEM).unwrap())
        .clone()
}

/// A server without HTTP.
struct Bench {
    server: Server,
    clock: FixedClock,
}

impl Bench {
    fn new() -> Self {
        Self::with(&recipe(20, 7), HashMap::new()).unwrap()
    }

    fn with(
        recipe: &Recipe,
        responders: HashMap<&'static str, Box<dyn Responder>>,
    ) -> Result<Self, StartError> {
        let clock = FixedClock::at_millis(NOW);
        let settings = Settings {
            merchants: HashMap::from([("app".to_owned(), key().public_key())]),
            clock: Arc::new(clock.clone()),
            freshness: Duration::from_secs(300),
            responders,
        };
        let server = Server::new(sample::ROUTES, settings, recipe)?;
        Ok(Self { server, clock })
    }

    /// The answer to a body.
    fn post(&self, operation: &OperationInfo, body: &str) -> Value {
        let endpoint = self.server.endpoint(operation.path).unwrap();
        let answer = self.server.answer(endpoint, body.as_bytes());
        serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{error}: {answer}"))
    }

    /// The answer to a text of parameters, signed.
    fn send(&self, operation: &OperationInfo, param: &str) -> Value {
        let sign = key().sign(param.as_bytes()).unwrap();
        self.post(operation, &envelope::body(API, "app", &sign, param))
    }

    /// The answer to parameters, stamped with the time of the clock.
    fn call(&self, operation: &OperationInfo, mut parameters: Value) -> Value {
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

fn recipe(rows: usize, seed: u64) -> Recipe {
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
