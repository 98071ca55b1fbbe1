//! What the sandbox does with a call, apart from HTTP.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use tracing::debug;

use super::builder::StartError;
use super::calls::{Calls, Lens, Seen, Stage};
use super::checks;
use super::documented::Documented;
use super::faults::{Fault, Script};
use super::inspect::About;
use super::json::quoted;
use super::pages::Pages;
use super::respond::{Refusal, Responder, VerifiedCall};
use super::route::Route;
use super::rows::{Recipe, Rows, Table};
use super::strictness::{Failed, Strictness};
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
    merchants: Arc<HashMap<String, VerifyingKey>>,
    clock: Arc<dyn Clock>,
    strictness: Arc<Strictness>,
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
        let merchants = Arc::new(settings.merchants);
        let strictness = Arc::new(settings.strictness);
        let lens = Lens::new(routes, Arc::clone(&merchants), Arc::clone(&strictness));
        Ok(Self {
            merchants,
            clock: settings.clock,
            strictness,
            faults: settings.faults,
            endpoints,
            calls: Arc::new(Calls::new(lens)),
            rows,
            about,
        })
    }

    /// The endpoint at a path.
    pub(super) fn endpoint(&self, path: &str) -> Option<&Endpoint> {
        self.endpoints.get(path)
    }

    /// The body of the answer to a call: always the platform's envelope.
    pub(super) fn answer(
        &self,
        endpoint: &Endpoint,
        mut seen: Seen,
        body: &[u8],
        arrival: &Arrival<'_>,
    ) -> String {
        let api = endpoint.route.operation.api;
        match self.data(endpoint, body, arrival, &mut seen) {
            Ok(data) => {
                let answer = success(api, &data);
                seen.code = Some(api.envelope.success);
                self.record(Some(endpoint), seen, 200, body, &answer);
                answer
            }
            Err(refusal) => self.refuse(endpoint, seen, body, refusal),
        }
    }

    /// The body of an answer that refuses a call.
    pub(super) fn refuse(
        &self,
        endpoint: &Endpoint,
        mut seen: Seen,
        body: &[u8],
        refusal: Refusal,
    ) -> String {
        let answer = refused(endpoint.route.operation.api, &refusal);
        seen.code = Some(refusal.code);
        seen.refused = true;
        seen.message = refusal.message;
        self.record(Some(endpoint), seen, 200, body, &answer);
        answer
    }

    /// As [`refuse`](Self::refuse), as though the call had failed a check.
    pub(super) fn refuse_by(
        &self,
        endpoint: &Endpoint,
        seen: Seen,
        body: &[u8],
        failed: Failed,
    ) -> String {
        let api = endpoint.route.operation.api;
        self.refuse(endpoint, seen, body, self.strictness.refusal(api, failed))
    }

    /// Notes a call that was answered in HTTP's own way.
    pub(super) fn reject(
        &self,
        endpoint: Option<&Endpoint>,
        mut seen: Seen,
        body: &[u8],
        status: u16,
        message: &str,
    ) {
        seen.refused = true;
        message.clone_into(&mut seen.message);
        self.record(endpoint, seen, status, body, message);
    }

    /// Every check, in order.
    fn check(
        &self,
        route: &'static Route,
        body: &[u8],
        arrival: &Arrival<'_>,
        seen: &mut Seen,
    ) -> Result<Checked, Failed> {
        let api = route.operation.api;
        let strictness = &self.strictness;
        seen.begin(Stage::Envelope);
        let body = checks::body(api, body, strictness.envelope)?;
        seen.envelope(&body);
        seen.begin(Stage::AppId);
        let key = checks::merchant(api, &self.merchants, &body.app_id)?;
        seen.begin(Stage::Address);
        checks::address(strictness, arrival.peer)?;
        seen.begin(Stage::Signature);
        checks::signature(api, key, &body)?;
        seen.begin(Stage::Parameters);
        let (request, timestamp) = checks::param(route, &body.param, strictness.parameters)?;
        seen.begin(Stage::Timestamp);
        let offset = arrival.fault.map_or(0, Fault::clock_offset);
        let now = self.now_millis().saturating_add(offset);
        checks::timestamp(api, timestamp, now, strictness.freshness_millis())?;
        seen.begin(Stage::Limits);
        checks::limits(&*request)?;
        seen.begin(Stage::Answer);
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
        seen: &mut Seen,
    ) -> Result<String, Refusal> {
        let route = endpoint.route;
        let api = route.operation.api;
        let checked = self
            .check(route, body, arrival, seen)
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
        endpoint: Option<&Endpoint>,
        mut seen: Seen,
        status: u16,
        body: &[u8],
        answer: &str,
    ) {
        seen.operation = endpoint.map(|endpoint| endpoint.route.operation);
        seen.status = status;
        let operation = seen.operation.map(|operation| operation.name);
        debug!(operation, status, code = seen.code, "sandbox answered");
        seen.at_millis = self.clock.now_millis();
        self.calls.note(seen, body, answer);
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
    let kept = |field: &String| routes.iter().any(|route| route.keeps(field));
    if let Some(field) = recipe.values.keys().filter(|field| kept(field)).min() {
        let field = field.clone();
        return Err(StartError::KeptField { field });
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
