//! What the sandbox does with a call, apart from HTTP.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tracing::debug;

use super::builder::StartError;
use super::calls::{Calls, RecordedCall};
use super::checks;
use super::documented::Documented;
use super::json::quoted;
use super::pages::Pages;
use super::respond::{Refusal, Responder, VerifiedCall};
use super::route::Route;
use super::rows::{Recipe, Rows, Table};
use crate::clock::Clock;
use crate::operation::Api;
use crate::signing::VerifyingKey;

/// What the server is told.
pub(super) struct Settings {
    pub(super) merchants: HashMap<String, VerifyingKey>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) freshness: Duration,
    pub(super) responders: HashMap<&'static str, Box<dyn Responder>>,
}

/// The endpoints, and who may call them.
pub(super) struct Server {
    merchants: HashMap<String, VerifyingKey>,
    clock: Arc<dyn Clock>,
    freshness_millis: i64,
    endpoints: HashMap<&'static str, Endpoint>,
    pub(super) calls: Arc<Calls>,
    pub(super) rows: Arc<Rows>,
}

/// An endpoint, and who answers for it.
pub(super) struct Endpoint {
    route: &'static Route,
    usual: Box<dyn Responder>,
    responder: Option<Box<dyn Responder>>,
}

impl Server {
    /// Prepares all endpoints.
    pub(super) fn new(
        routes: &'static [Route],
        mut settings: Settings,
        recipe: &Recipe,
    ) -> Result<Self, StartError> {
        let tables = tables(routes, recipe)?;
        let rows = Arc::new(Rows::new(tables, recipe, Arc::clone(&settings.clock)));
        let mut endpoints = HashMap::new();
        for route in routes {
            let usual = usual(route, recipe, &rows).map_err(|error| bad_example(route, &error))?;
            let responder = settings.responders.remove(route.operation.name);
            let endpoint = Endpoint {
                route,
                usual,
                responder,
            };
            endpoints.insert(route.operation.path, endpoint);
        }
        Ok(Self {
            merchants: settings.merchants,
            clock: settings.clock,
            freshness_millis: i64::try_from(settings.freshness.as_millis()).unwrap_or(i64::MAX),
            endpoints,
            calls: Arc::default(),
            rows,
        })
    }

    /// The endpoint at a path.
    pub(super) fn endpoint(&self, path: &str) -> Option<&Endpoint> {
        self.endpoints.get(path)
    }

    /// The body of the answer to a call: always the platform's envelope.
    pub(super) fn answer(&self, endpoint: &Endpoint, body: &[u8]) -> String {
        let operation = endpoint.route.operation;
        let result = self.data(endpoint, body);
        let (answer, code, message) = match result {
            Ok(data) => (
                success(operation.api, &data),
                operation.api.envelope.success,
                String::new(),
            ),
            Err(refusal) => (
                refused(operation.api, &refusal),
                refusal.code,
                refusal.message,
            ),
        };
        self.record(Some(operation.name), 200, Some(code), message);
        answer
    }

    /// Notes a call that got no further than HTTP.
    pub(super) fn reject(&self, endpoint: Option<&Endpoint>, status: u16, message: &str) {
        let operation = endpoint.map(|endpoint| endpoint.route.operation.name);
        self.record(operation, status, None, message.to_owned());
    }

    /// Every check, in order, and then the answer.
    fn data(&self, endpoint: &Endpoint, body: &[u8]) -> Result<String, Refusal> {
        let route = endpoint.route;
        let api = route.operation.api;
        let body = checks::body(api, body)?;
        let key = checks::merchant(api, &self.merchants, &body.app_id)?;
        checks::signature(api, key, &body)?;
        let (request, timestamp) = checks::param(route, &body.param)?;
        let now = self.clock.now_millis();
        checks::timestamp(api, timestamp, now, self.freshness_millis)?;
        checks::limits(api, &*request)?;
        let call = VerifiedCall {
            operation: route.operation,
            app_id: &body.app_id,
            timestamp_millis: timestamp,
            param: &body.param,
            request: &*request,
            usual: &*endpoint.usual,
        };
        let responder = endpoint.responder.as_ref().unwrap_or(&endpoint.usual);
        let data = responder.respond(&call)?;
        data.into_json().map_err(|error| {
            let wrong = format!("the sandbox's responder gave no JSON: {error}");
            Refusal::new(api.refusals.server, wrong)
        })
    }

    fn record(
        &self,
        operation: Option<&'static str>,
        status: u16,
        code: Option<i64>,
        message: String,
    ) {
        debug!(operation, status, code, "sandbox answered");
        self.calls.push(RecordedCall {
            operation,
            status,
            code,
            message,
            at_millis: self.clock.now_millis(),
        });
    }
}

/// A table for each endpoint with pages and an example. Every field that is given values must be in one.
fn tables(routes: &'static [Route], recipe: &Recipe) -> Result<Vec<Table>, StartError> {
    let mut tables = Vec::new();
    for route in routes {
        if let (Some(paging), Some(example)) = (&route.operation.paging, route.example) {
            let table = Table::new(route, paging, example, recipe);
            tables.push(table.map_err(|error| bad_example(route, &error))?);
        }
    }
    let has = |field: &str| tables.iter().any(|table| table.column(field).is_some());
    match recipe.values.keys().filter(|field| !has(field)).min() {
        Some(field) => Err(StartError::UnknownField {
            field: field.clone(),
        }),
        None => Ok(tables),
    }
}

fn bad_example(route: &Route, error: &serde_json::Error) -> StartError {
    StartError::Example {
        operation: route.operation.name,
        reason: error.to_string(),
    }
}

/// Who answers for an endpoint if nobody else does.
fn usual(
    route: &'static Route,
    recipe: &Recipe,
    rows: &Arc<Rows>,
) -> Result<Box<dyn Responder>, serde_json::Error> {
    match (&route.operation.paging, route.example) {
        (Some(paging), Some(example)) => Ok(Box::new(Pages {
            paging,
            route,
            frame: serde_json::from_str(example)?,
            rows: Arc::clone(rows),
            arriving: recipe.arriving(route.operation.name),
        })),
        (Some(_), None) => Ok(Box::new(Documented::NoRows)),
        (None, example) => Ok(Box::new(Documented::new(example)?)),
    }
}

fn success(api: &Api, data: &str) -> String {
    let names = &api.envelope;
    let (code, message) = (quoted(names.code), quoted(names.message));
    let (name, number) = (quoted(names.data), names.success);
    format!(r#"{{{code}:{number},{message}:"Success",{name}:{data}}}"#)
}

fn refused(api: &Api, refusal: &Refusal) -> String {
    let names = &api.envelope;
    let (code, message) = (quoted(names.code), quoted(names.message));
    let (number, text) = (refusal.code, quoted(&refusal.message));
    format!("{{{code}:{number},{message}:{text}}}")
}
