//! What the sandbox does with a call, apart from HTTP.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use tracing::debug;

use super::builder::StartError;
use super::calls::{Calls, RecordedCall};
use super::checks;
use super::documented::Documented;
use super::faults::{Fault, Script};
use super::inspect::About;
use super::json::quoted;
use super::pages::Pages;
use super::respond::{Refusal, Responder, VerifiedCall};
use super::route::Route;
use super::rows::{Recipe, Rows, Table};
use super::strictness::{Check, Failed, Strictness};
use crate::clock::Clock;
use crate::envelope::Body;
use crate::operation::{Api, OperationInfo};
use crate::signing::VerifyingKey;
use crate::wire::Record;

/// What the server is told.
pub(super) struct Settings {
    pub(super) merchants: HashMap<String, VerifyingKey>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) strictness: Strictness,
    pub(super) faults: Arc<Script>,
    pub(super) responders: HashMap<&'static str, Box<dyn Responder>>,
}

/// The endpoints, and who may call them.
pub(super) struct Server {
    merchants: HashMap<String, VerifyingKey>,
    clock: Arc<dyn Clock>,
    strictness: Strictness,
    pub(super) faults: Arc<Script>,
    endpoints: HashMap<&'static str, Endpoint>,
    pub(super) calls: Arc<Calls>,
    pub(super) rows: Arc<Rows>,
    pub(super) about: About,
}

/// An endpoint, and who answers for it.
pub(super) struct Endpoint {
    route: &'static Route,
    usual: Box<dyn Responder>,
    responder: Option<Box<dyn Responder>>,
}

impl Endpoint {
    pub(super) fn operation(&self) -> &'static OperationInfo {
        self.route.operation
    }
}

/// How a call arrives, apart from what it says.
pub(super) struct Arrival<'a> {
    /// The caller's address.
    pub(super) peer: IpAddr,
    /// The fault that it meets.
    pub(super) fault: Option<&'a Fault>,
}

/// A call that passed every check.
struct Checked {
    body: Body,
    request: Box<dyn Record>,
    timestamp: i64,
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
        let about = About::new(routes, &settings, recipe);
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
            strictness: settings.strictness,
            faults: settings.faults,
            endpoints,
            calls: Arc::default(),
            rows,
            about,
        })
    }

    /// The endpoint at a path.
    pub(super) fn endpoint(&self, path: &str) -> Option<&Endpoint> {
        self.endpoints.get(path)
    }

    /// The body of the answer to a call: always the platform's envelope.
    pub(super) fn answer(&self, endpoint: &Endpoint, body: &[u8], arrival: &Arrival<'_>) -> String {
        let operation = endpoint.route.operation;
        let result = self.data(endpoint, body, arrival);
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

    /// The body of an answer that refuses a call unseen.
    pub(super) fn refuse(&self, endpoint: &Endpoint, refusal: Refusal) -> String {
        let operation = endpoint.route.operation;
        let answer = refused(operation.api, &refusal);
        let Refusal { code, message } = refusal;
        self.record(Some(operation.name), 200, Some(code), message);
        answer
    }

    /// As [`refuse`](Self::refuse), as though the call had failed a check.
    pub(super) fn refuse_by(&self, endpoint: &Endpoint, check: Check, message: &str) -> String {
        let failed = Failed::new(check, message);
        let refusal = self
            .strictness
            .refusal(endpoint.route.operation.api, failed);
        self.refuse(endpoint, refusal)
    }

    /// Notes a call that got no further than HTTP.
    pub(super) fn reject(&self, endpoint: Option<&Endpoint>, status: u16, message: &str) {
        let operation = endpoint.map(|endpoint| endpoint.route.operation.name);
        self.record(operation, status, None, message.to_owned());
    }

    /// Every check, in order.
    fn check(
        &self,
        route: &'static Route,
        body: &[u8],
        arrival: &Arrival<'_>,
    ) -> Result<Checked, Failed> {
        let api = route.operation.api;
        let strictness = &self.strictness;
        let body = checks::body(api, body, strictness.envelope)?;
        let key = checks::merchant(api, &self.merchants, &body.app_id)?;
        checks::address(strictness, arrival.peer)?;
        checks::signature(api, key, &body)?;
        let (request, timestamp) = checks::param(route, &body.param, strictness.parameters)?;
        let offset = arrival.fault.map_or(0, Fault::clock_offset);
        let now = self.now_millis().saturating_add(offset);
        checks::timestamp(api, timestamp, now, strictness.freshness_millis())?;
        checks::limits(&*request)?;
        Ok(Checked {
            body,
            request,
            timestamp,
        })
    }

    /// Every check, and then the answer.
    fn data(
        &self,
        endpoint: &Endpoint,
        body: &[u8],
        arrival: &Arrival<'_>,
    ) -> Result<String, Refusal> {
        let route = endpoint.route;
        let api = route.operation.api;
        let checked = self
            .check(route, body, arrival)
            .map_err(|failed| self.strictness.refusal(api, failed))?;
        let call = VerifiedCall {
            operation: route.operation,
            app_id: &checked.body.app_id,
            timestamp_millis: checked.timestamp,
            param: &checked.body.param,
            request: &*checked.request,
            usual: &*endpoint.usual,
        };
        let responder = endpoint.responder.as_ref().unwrap_or(&endpoint.usual);
        let data = responder.respond(&call)?;
        data.into_json().map_err(|error| {
            let wrong = format!("the sandbox's responder gave no JSON: {error}");
            Refusal::new(api.refusals.server, wrong)
        })
    }

    /// The time by the sandbox's clock.
    pub(super) fn now_millis(&self) -> i64 {
        self.clock.now_millis()
    }

    pub(super) fn freshness_millis(&self) -> i64 {
        self.strictness.freshness_millis()
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
            ..RecordedCall::blank()
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
